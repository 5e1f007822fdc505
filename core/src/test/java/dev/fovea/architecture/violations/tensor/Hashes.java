package dev.fovea.architecture.violations.tensor;

import java.util.HashMap;
import java.util.Map;

final class Hashes {
    Map<String, Integer> map = new HashMap<>();
}
