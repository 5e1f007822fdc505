package dev.fovea.kernel;

import dev.fovea.shape.Window;

/// The geometry of a forward convolution of one sample with its filters in the lanes, for one group: the bits of the
/// forward [TapSum], whose lanes are samples.
///
/// Every term of the sum is there, those with the padding too, so no kernel asks whether weights are finite. Weights
/// lie in blocks of sixteen filters, `[filters/16][channels, rows, columns of the kernel][16]`, and so do outputs,
/// `[filters/16][rows][columns][16]`.
///
/// @param sum the sum over the image with its padding; its outputs are blocks of sixteen filters
/// @param planes whether the image is `[channels][rows][columns]`, and not `[channels/16][rows][columns][16]`
public record FilterSum(TapSum sum, boolean planes) {
    private static final int LANES = Kernels.LANES;

    /// A convolution.
    ///
    /// @param filters filters
    /// @param channels channels
    /// @param window the window with its padding
    /// @param rows rows of the image without the padding
    /// @param columns columns of the image without the padding
    /// @param pooled whether 2x2 max pooling with stride 2 follows
    /// @param planes whether the channels of the image are planes and not in the lanes
    /// @return the geometry
    public static FilterSum of(
            int filters, int channels, Window window, int rows, int columns, boolean pooled, boolean planes) {
        TapSum sum =
                TapSum.forward(
                        Math.ceilDiv(filters, LANES),
                        channels,
                        window.withPadding(0, 0, 0, 0),
                        rows + window.paddingTop() + window.paddingBottom(),
                        columns + window.paddingLeft() + window.paddingRight(),
                        pooled);
        return new FilterSum(sum, planes);
    }

    /// A distance within the image, which a [TapSum] gives in pixels of sixteen floats.
    private int distance(int ofSixteens) {
        return planes ? ofSixteens / LANES : ofSixteens;
    }

    /// Where the first tap of an output position lies in the image.
    public int inputOffset(int row, int column) {
        return distance(sum.inputOffset(row, column));
    }

    /// From the first position of a tile to position `p`, in the image.
    public int tileInputOffset(int p) {
        return distance(sum.tileInputOffset(p));
    }

    /// Floats from one block of filters to the next in the weights.
    public int weightStride() {
        return terms() * LANES;
    }

    /// Products of a sum.
    public int terms() {
        return sum.channels() * sum.vertical().taps() * sum.horizontal().taps();
    }

    /// Where each term lies in the image from its position on, in the order of the sum: channel, row, column.
    public int[] inputs() {
        int[] inputs = new int[terms()];
        int plane = distance(sum.inputChannelStride());
        int at = 0;
        for (int channel = 0; channel < sum.channels(); channel++) {
            int origin = planes ? channel * plane : channel / LANES * plane + channel % LANES;
            for (int i = 0; i < sum.vertical().taps(); i++) {
                for (int j = 0; j < sum.horizontal().taps(); j++) {
                    inputs[at++] =
                            origin + distance(i * sum.inputTapRowStride()) + distance(j * sum.inputTapColumnStride());
                }
            }
        }
        return inputs;
    }
}
