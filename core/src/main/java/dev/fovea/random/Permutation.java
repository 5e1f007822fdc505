package dev.fovea.random;

/// Random orders.
public final class Permutation {
    private Permutation() {}

    /// Fills an array with the numbers 0 to `order.length - 1` in the random order of one epoch.
    ///
    /// The order depends on seed, purpose, epoch and length alone, so any epoch's order can be had without those before
    /// it. It is the Fisher-Yates shuffle of 0, 1, 2, ...: for `i` from `length - 1` down to 1, places `i` and
    /// [nextInt(i + 1)][Stream#nextInt(int)] change contents.
    ///
    /// @param seed the seed of the run
    /// @param purpose what the order is for
    /// @param epoch the epoch
    /// @param order takes the permutation
    public static void fill(long seed, Purpose purpose, int epoch, int[] order) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Stream stream = new Stream(seed, purpose, 0).reset(epoch, 0);
        for (int i = order.length - 1; i > 0; i--) {
            int j = stream.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
