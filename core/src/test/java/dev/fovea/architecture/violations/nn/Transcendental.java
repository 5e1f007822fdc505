package dev.fovea.architecture.violations.nn;

final class Transcendental {
    double tanh(double x) {
        return Math.tanh(x);
    }
}
