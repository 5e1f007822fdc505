package dev.fovea.kernel.vector;

import dev.fovea.kernel.Peak;

import jdk.incubator.vector.FloatVector;

/// Twelve independent chains of vector fused multiply-adds, as wide as this machine prefers.
public final class VectorPeak implements Peak.Loop {
    private final int vectorBits = FloatVector.SPECIES_PREFERRED.vectorBitSize();

    /// Makes a loop of the preferred width.
    public VectorPeak() {}

    @Override
    public int vectorBits() {
        return vectorBits >= 512 ? 512 : vectorBits;
    }

    @Override
    public int chains() {
        return 12;
    }

    @Override
    public void run(float[] state, int rounds) {
        if (vectorBits >= 512) {
            KPeak512.run(state, rounds);
        } else if (vectorBits == 256) {
            KPeak256.run(state, rounds);
        } else {
            KPeak128.run(state, rounds);
        }
    }
}
