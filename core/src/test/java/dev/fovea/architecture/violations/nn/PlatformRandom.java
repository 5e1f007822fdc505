package dev.fovea.architecture.violations.nn;

import java.util.Random;

final class PlatformRandom {
    float draw() {
        return new Random(1).nextFloat();
    }
}
