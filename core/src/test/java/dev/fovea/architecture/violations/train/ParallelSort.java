package dev.fovea.architecture.violations.train;

import java.util.Arrays;

final class ParallelSort {
    void sort(float[] values) {
        Arrays.parallelSort(values);
    }
}
