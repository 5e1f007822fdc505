package dev.fovea.architecture.violations.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

final class KReduces {
    float sum(FloatVector x) {
        return x.reduceLanes(VectorOperators.ADD);
    }
}
