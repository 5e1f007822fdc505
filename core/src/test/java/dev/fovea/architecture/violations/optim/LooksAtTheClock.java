package dev.fovea.architecture.violations.optim;

final class LooksAtTheClock {
    long now() {
        return System.nanoTime();
    }
}
