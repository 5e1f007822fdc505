package dev.fovea.architecture.violations.tensor;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

final class CollectsHashes {
    Set<String> set(List<String> list) {
        return list.stream().collect(Collectors.toSet());
    }
}
