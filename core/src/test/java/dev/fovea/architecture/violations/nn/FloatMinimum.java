package dev.fovea.architecture.violations.nn;

final class FloatMinimum {
    float least(float a, float b) {
        return Math.min(a, b);
    }
}
