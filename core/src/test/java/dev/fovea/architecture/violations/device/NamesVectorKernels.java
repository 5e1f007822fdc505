package dev.fovea.architecture.violations.device;

import dev.fovea.architecture.violations.kernel.vector.KTranscendental;

final class NamesVectorKernels {
    Object kernel = new KTranscendental();
}
