package dev.fovea.kernel;

import java.util.Arrays;

/// A copy of a box of values between two strided arrays, reduced to as few axes as possible: whole runs are copied, not
/// values.
///
/// For every index `i` of the box, target value `Σ i[k] targetStrides[k]` and the `run` values behind it become source
/// value `Σ i[k] sourceStrides[k]` and those behind it (or, with `repeats`, that one value in all of the run's places).
///
/// A transposition, a slice, the inside of a padded tensor, one part of a concatenation, a broadcast (a source stride
/// of 0) and the gradients of all of these are such copies.
///
/// @param sizes the box's sizes, outermost first
/// @param sourceStrides values from one index to the next in the source
/// @param targetStrides values from one index to the next in the target
/// @param run contiguous values at every index
/// @param repeats whether the run repeats one source value
@SuppressWarnings("ArrayRecordComponent") // made once by a factory below and never handed to callers who write
public record CopyGeometry(int[] sizes, int[] sourceStrides, int[] targetStrides, int run, boolean repeats) {

    /// A copy of `sizes[0] * sizes[1] * ...` groups of `lanes` values; neighbouring axes that are contiguous are
    /// merged.
    ///
    /// @param sizes the box, outermost first
    /// @param sourceStrides in values, one for each size
    /// @param targetStrides in values, one for each size
    /// @param lanes contiguous values at every index
    /// @return the reduced geometry
    public static CopyGeometry of(int[] sizes, int[] sourceStrides, int[] targetStrides, int lanes) {
        return merged(sizes, sourceStrides, targetStrides, lanes, false);
    }

    /// A permutation of axes: axis `k` of the target is axis `order[k]` of the source.
    ///
    /// @param shape the source's shape, without lanes
    /// @param order a permutation of the axes
    /// @param lanes values behind every index: 16 in a block, else 1
    /// @return the geometry from the whole source to the whole target
    public static CopyGeometry permute(int[] shape, int[] order, int lanes) {
        int[] source = strides(shape, lanes);
        int[] sizes = new int[order.length];
        int[] permuted = new int[order.length];
        for (int k = 0; k < order.length; k++) {
            sizes[k] = shape[order[k]];
            permuted[k] = source[order[k]];
        }
        return of(sizes, permuted, strides(sizes, lanes), lanes);
    }

    /// A box out of one tensor into a box of another, both row-major. A slice reads from [#offset] in the source, a
    /// padding or a part of a concatenation writes there in the target.
    ///
    /// @param sizes the box
    /// @param sourceShape the source's shape, without lanes
    /// @param targetShape the target's shape, without lanes
    /// @param lanes values behind every index: 16 in a block, else 1
    /// @return the geometry
    public static CopyGeometry box(int[] sizes, int[] sourceShape, int[] targetShape, int lanes) {
        return of(sizes, strides(sourceShape, lanes), strides(targetShape, lanes), lanes);
    }

    /// A broadcast: a source axis of size 1 serves every index of the target's axis.
    ///
    /// @param shape the source's shape, without lanes, of the target's rank
    /// @param targetShape the target's shape, without lanes
    /// @param sourceLanes values behind every index of the source: `lanes`, or 1 for one value in all lanes
    /// @param lanes values behind every index of the target
    /// @return the geometry
    public static CopyGeometry broadcast(int[] shape, int[] targetShape, int sourceLanes, int lanes) {
        int[] source = strides(shape, sourceLanes);
        for (int k = 0; k < shape.length; k++) {
            if (shape[k] == 1) {
                source[k] = 0;
            }
        }
        boolean repeats = sourceLanes == 1 && lanes > 1;
        return merged(targetShape, source, strides(targetShape, lanes), lanes, repeats);
    }

    /// Where index `at` lies in a row-major tensor.
    ///
    /// @param shape the tensor's shape, without lanes
    /// @param at one index per axis
    /// @param lanes values behind every index
    /// @return the offset in values
    public static int offset(int[] shape, int[] at, int lanes) {
        int[] strides = strides(shape, lanes);
        int offset = 0;
        for (int k = 0; k < at.length; k++) {
            offset += at[k] * strides[k];
        }
        return offset;
    }

    private static int[] strides(int[] shape, int lanes) {
        int[] strides = new int[shape.length];
        int stride = lanes;
        for (int k = shape.length - 1; k >= 0; k--) {
            strides[k] = stride;
            stride *= shape[k];
        }
        return strides;
    }

    private static CopyGeometry merged(int[] sizes, int[] source, int[] target, int lanes, boolean repeats) {
        int[] n = new int[sizes.length];
        int[] s = new int[sizes.length];
        int[] t = new int[sizes.length];
        int rank = 0;
        for (int k = 0; k < sizes.length; k++) {
            if (sizes[k] == 1) {
                continue;
            }
            boolean joins = rank > 0 && s[rank - 1] == source[k] * sizes[k] && t[rank - 1] == target[k] * sizes[k];
            int at = joins ? rank - 1 : rank++;
            n[at] = joins ? n[at] * sizes[k] : sizes[k];
            s[at] = source[k];
            t[at] = target[k];
        }
        int run = lanes;
        boolean repeated = repeats;
        if (rank > 0 && t[rank - 1] == run && s[rank - 1] == (repeats ? 0 : run)) {
            run *= n[--rank];
        } else if (rank > 0 && run == 1 && t[rank - 1] == 1 && s[rank - 1] == 0) {
            run = n[--rank];
            repeated = true;
        }
        return new CopyGeometry(Arrays.copyOf(n, rank), Arrays.copyOf(s, rank), Arrays.copyOf(t, rank), run, repeated);
    }
}
