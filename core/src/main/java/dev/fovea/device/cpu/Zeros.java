package dev.fovea.device.cpu;

import java.util.Objects;

/// Writes zeros by copying them: the JVM copies fast whatever compiled the caller, while a loop, which
/// [java.util.Arrays#fill] is, takes long where the first compiler has inlined it.
final class Zeros {
    /// As many as the first-level cache holds beside what is in hand.
    private static final float[] ZEROS = new float[1024];

    private Zeros() {}

    /// `y[from..to) = 0`.
    ///
    /// @throws IndexOutOfBoundsException if that is no range of `y`
    static void fill(float[] y, int from, int to) {
        Objects.checkFromToIndex(from, to, y.length);
        for (int left = to - from; left > 0; left -= ZEROS.length) {
            System.arraycopy(ZEROS, 0, y, to - left, Math.min(ZEROS.length, left));
        }
    }
}
