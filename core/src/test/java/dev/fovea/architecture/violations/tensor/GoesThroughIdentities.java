package dev.fovea.architecture.violations.tensor;

import java.util.IdentityHashMap;

final class GoesThroughIdentities {
    int sum(IdentityHashMap<String, Integer> map) {
        int sum = 0;
        for (int value : map.values()) {
            sum += value;
        }
        return sum;
    }
}
