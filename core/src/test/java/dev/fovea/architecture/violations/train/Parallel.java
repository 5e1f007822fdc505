package dev.fovea.architecture.violations.train;

import java.util.List;

final class Parallel {
    long count(List<String> list) {
        return list.stream().parallel().filter(String::isEmpty).count() + list.parallelStream().count();
    }
}
