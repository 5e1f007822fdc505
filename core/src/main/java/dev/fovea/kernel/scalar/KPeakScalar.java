package dev.fovea.kernel.scalar;

import dev.fovea.kernel.Peak;

/// Twelve independent chains of scalar fused multiply-adds.
final class KPeakScalar implements Peak.Loop {
    @Override
    public int vectorBits() {
        return Float.SIZE;
    }

    @Override
    public int chains() {
        return 12;
    }

    @Override
    public void run(float[] state, int rounds) {
        float h = 0.5f;
        float a0 = state[0], a1 = state[1], a2 = state[2], a3 = state[3], a4 = state[4], a5 = state[5];
        float a6 = state[6], a7 = state[7], a8 = state[8], a9 = state[9], a10 = state[10], a11 = state[11];
        for (int round = 0; round < rounds; round++) {
            a0 = Fma.of(a0, h, h);
            a1 = Fma.of(a1, h, h);
            a2 = Fma.of(a2, h, h);
            a3 = Fma.of(a3, h, h);
            a4 = Fma.of(a4, h, h);
            a5 = Fma.of(a5, h, h);
            a6 = Fma.of(a6, h, h);
            a7 = Fma.of(a7, h, h);
            a8 = Fma.of(a8, h, h);
            a9 = Fma.of(a9, h, h);
            a10 = Fma.of(a10, h, h);
            a11 = Fma.of(a11, h, h);
        }
        state[0] = a0;
        state[1] = a1;
        state[2] = a2;
        state[3] = a3;
        state[4] = a4;
        state[5] = a5;
        state[6] = a6;
        state[7] = a7;
        state[8] = a8;
        state[9] = a9;
        state[10] = a10;
        state[11] = a11;
    }
}
