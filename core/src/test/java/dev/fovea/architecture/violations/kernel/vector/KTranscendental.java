package dev.fovea.architecture.violations.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Uses the platform's exponential.
public final class KTranscendental {
    FloatVector exp(FloatVector x) {
        return x.lanewise(VectorOperators.EXP);
    }
}
