package dev.fovea.architecture.violations.device;

final class StaticArray {
    static final int[] SIZES = {1};
}
