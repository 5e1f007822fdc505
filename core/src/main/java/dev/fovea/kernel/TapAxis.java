package dev.fovea.kernel;

/// One axis of the image of a [TapSum].
///
/// @param positions output positions
/// @param taps taps
/// @param step input pixels from one output position to the next
/// @param tap input pixels from one tap to the next; negative in an input gradient
/// @param origin input pixel of position 0 and tap 0
/// @param size input pixels
/// @param weightStride floats from one tap to the next in the weights
public record TapAxis(int positions, int taps, int step, int tap, int origin, int size, int weightStride) {
    /// The first tap that reaches the image from any of the `count` positions from `position` on.
    public int firstTap(int position, int count) {
        int reach =
                tap > 0
                        ? Math.ceilDiv(-origin - (position + count - 1) * step, tap)
                        : Math.ceilDiv(position * step + origin - (size - 1), -tap);
        return Math.clamp(reach, 0, taps);
    }

    /// One past the last tap that reaches the image; not below [#firstTap].
    public int lastTap(int position, int count) {
        int reach =
                tap > 0
                        ? Math.floorDiv(size - 1 - origin - position * step, tap)
                        : Math.floorDiv((position + count - 1) * step + origin, -tap);
        return Math.max(firstTap(position, count), Math.clamp(reach + 1, 0, taps));
    }

    int input(int position, int index) {
        return position * step + index * tap + origin;
    }

    /// Whether a tap of a position lies within the image.
    public boolean isInside(int position, int index) {
        int input = input(position, index);
        return input >= 0 && input < size;
    }

    /// Whether all taps of all positions lie within the image: those of the first and of the last position do.
    boolean isAllInside() {
        int last = positions - 1;
        return isInside(0, 0) && isInside(0, taps - 1) && isInside(last, 0) && isInside(last, taps - 1);
    }

    /// Pixels of halo before the image that a tile of `count` positions may read.
    int haloBefore(int count) {
        int least = Math.min(input(0, 0), input(0, taps - 1));
        return Math.clamp(-least, 0, (count - 1) * step);
    }

    int haloAfter(int count) {
        int most = Math.max(input(positions - 1, 0), input(positions - 1, taps - 1));
        return Math.clamp(most - (size - 1), 0, (count - 1) * step);
    }

    int clamp(int position, int count) {
        return Math.max(0, Math.min(position, positions - count));
    }

    /// Taps over all tiles of `count` positions, in units of whole positions: what a tile shape costs.
    long cost(int count) {
        long cost = 0;
        for (int position = 0; position < positions; position += count) {
            int at = clamp(position, count);
            cost += (long) count * (lastTap(at, count) - firstTap(at, count));
        }
        return cost;
    }
}
