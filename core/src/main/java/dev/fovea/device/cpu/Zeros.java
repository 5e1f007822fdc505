package dev.fovea.device.cpu;

/// Writes zeros by copying them: the JVM copies fast whatever compiled the caller, while a loop, which
/// [java.util.Arrays#fill] is, takes long where the first compiler has inlined it.
final class Zeros {
    /// As many as the first-level cache holds beside what is in hand.
    private static final float[] ZEROS = new float[1024];

    private Zeros() {}

    /// `y[from..to) = 0`; nothing where `to` is not above `from`.
    static void fill(float[] y, int from, int to) {
        for (int at = from; at < to; at += ZEROS.length) {
            System.arraycopy(ZEROS, 0, y, at, Math.min(ZEROS.length, to - at));
        }
    }
}
