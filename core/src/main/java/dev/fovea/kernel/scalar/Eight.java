package dev.fovea.kernel.scalar;

/// Eight numbers side by side: what the kernels for sums of products keep in registers.
final class Eight {
    private Eight() {}

    static void store(
            float[] y, int yi, float a0, float a1, float a2, float a3, float a4, float a5, float a6, float a7) {
        y[yi] = a0;
        y[yi + 1] = a1;
        y[yi + 2] = a2;
        y[yi + 3] = a3;
        y[yi + 4] = a4;
        y[yi + 5] = a5;
        y[yi + 6] = a6;
        y[yi + 7] = a7;
    }

    /// Each number where it is greater than what is there.
    static void storeGreater(
            float[] y, int yi, float a0, float a1, float a2, float a3, float a4, float a5, float a6, float a7) {
        store(
                y,
                yi,
                greater(a0, y[yi]),
                greater(a1, y[yi + 1]),
                greater(a2, y[yi + 2]),
                greater(a3, y[yi + 3]),
                greater(a4, y[yi + 4]),
                greater(a5, y[yi + 5]),
                greater(a6, y[yi + 6]),
                greater(a7, y[yi + 7]));
    }

    private static float greater(float a, float b) {
        return a > b ? a : b;
    }
}
