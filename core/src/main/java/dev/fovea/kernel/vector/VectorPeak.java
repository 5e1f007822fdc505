package dev.fovea.kernel.vector;

import dev.fovea.kernel.Peak;

/// Twelve independent chains of vector fused multiply-adds.
///
/// @param vectorBits 128, 256 or 512
record VectorPeak(int vectorBits) implements Peak.Loop {
    @Override
    public int chains() {
        return 12;
    }

    @Override
    public void run(float[] state, int rounds) {
        switch (vectorBits) {
            case 512 -> KPeak512.run(state, rounds);
            case 256 -> KPeak256.run(state, rounds);
            default -> KPeak128.run(state, rounds);
        }
    }
}
