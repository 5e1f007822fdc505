package dev.fovea.architecture.violations.kernel.vector;

import jdk.incubator.vector.FloatVector;

final class KVectorMaximum {
    FloatVector larger(FloatVector x, FloatVector y) {
        return x.max(y);
    }
}
