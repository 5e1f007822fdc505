package dev.fovea.kernel;

import java.util.Arrays;

/// Which axes of a row-major tensor are reduced, with neighbours of one kind merged: kept and reduced axes alternate.
///
/// Lanes count as a kept axis at the end. The innermost axis is apart, as `run`.
///
/// @param sizes all axes but the innermost, outermost first
/// @param inputStrides values from one index to the next in the input
/// @param outputStrides values from one index to the next in the output: 0 for a reduced axis
/// @param indexStrides how much one index adds to the row-major index of the reduced axes: 0 for a kept axis
/// @param run the innermost axis
/// @param runKept whether the innermost axis is kept
/// @param outputSize values of the output
@SuppressWarnings("ArrayRecordComponent") // made once by the factory below and never handed to callers who write
public record ReductionGeometry(
        int[] sizes,
        int[] inputStrides,
        int[] outputStrides,
        int[] indexStrides,
        int run,
        boolean runKept,
        int outputSize) {

    /// The geometry for a tensor.
    ///
    /// @param shape the tensor's shape, without lanes
    /// @param reduced for each axis, whether it is reduced
    /// @param lanes values behind every index, never reduced: 16 in a block, else 1
    /// @return the reduced geometry
    public static ReductionGeometry of(int[] shape, boolean[] reduced, int lanes) {
        int[] sizes = new int[shape.length + 1];
        boolean[] kept = new boolean[shape.length + 1];
        int rank = 0;
        for (int k = 0; k <= shape.length; k++) {
            int size = k < shape.length ? shape[k] : lanes;
            boolean keep = k == shape.length || !reduced[k];
            if (size != 1 && rank > 0 && kept[rank - 1] == keep) {
                sizes[rank - 1] *= size;
            } else if (size != 1) {
                kept[rank] = keep;
                sizes[rank++] = size;
            }
        }
        if (rank == 0) {
            kept[0] = true;
            sizes[rank++] = 1;
        }
        return strided(sizes, kept, rank - 1);
    }

    private static ReductionGeometry strided(int[] sizes, boolean[] kept, int last) {
        int[] inputs = new int[last];
        int[] outputs = new int[last];
        int[] indices = new int[last];
        int input = sizes[last];
        int output = kept[last] ? sizes[last] : 1;
        int index = kept[last] ? 1 : sizes[last];
        for (int k = last - 1; k >= 0; k--) {
            inputs[k] = input;
            outputs[k] = kept[k] ? output : 0;
            indices[k] = kept[k] ? 0 : index;
            input *= sizes[k];
            output *= kept[k] ? sizes[k] : 1;
            index *= kept[k] ? 1 : sizes[k];
        }
        return new ReductionGeometry(
                Arrays.copyOf(sizes, last), inputs, outputs, indices, sizes[last], kept[last], output);
    }
}
