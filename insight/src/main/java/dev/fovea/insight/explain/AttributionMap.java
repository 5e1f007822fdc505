package dev.fovea.insight.explain;

/// How much each pixel of an image matters, as one [Attribution] sees it.
///
/// @param height rows of the image
/// @param width columns of the image
/// @param values `[height, width]`, row-major; above 0 what speaks for the class, below 0 what speaks against it
/// @param detail what the method has to say beside the map
@SuppressWarnings("ArrayRecordComponent") // made for this record, read in place
public record AttributionMap(int height, int width, double[] values, Detail detail) {
    /// Checks that there is a value for each pixel.
    ///
    /// @throws IllegalArgumentException if there are more or fewer
    public AttributionMap {
        if (values.length != height * width) {
            throw new IllegalArgumentException(
                    "making a map of " + height + " x " + width + ": got " + values.length + " values");
        }
    }

    /// What a method says beside its map.
    public sealed interface Detail {
        /// Nothing.
        record None() implements Detail {}

        /// How far [IntegratedGradients] are complete: the attributions should add up to the difference of the logits.
        ///
        /// @param steps points on the way from the baseline to the image
        /// @param sum of all attributions
        /// @param difference the logit of the image less that of the baseline
        record Completeness(int steps, double sum, double difference) implements Detail {
            /// How much is missing.
            ///
            /// @return `|sum - difference| / |difference|`; infinite where the difference is 0 and the sum is not
            public double relativeError() {
                return sum == difference ? 0 : StrictMath.abs(sum - difference) / StrictMath.abs(difference);
            }
        }

        /// The windows of [Occlusion].
        ///
        /// @param window rows and columns of the window
        /// @param stride pixels from one window to the next
        /// @param count how many windows there were
        record Windows(int window, int stride, int count) implements Detail {}

        /// The feature maps of [GradCam].
        ///
        /// @param layer whose outputs were taken
        /// @param height rows of its maps
        /// @param width columns of its maps
        /// @param values the map before it was enlarged, row-major
        /// @param weights eq. 1, one for each feature map
        @SuppressWarnings("ArrayRecordComponent") // made for this record, read in place
        record FeatureMaps(String layer, int height, int width, double[] values, double[] weights) implements Detail {}
    }

    /// The value of a pixel.
    ///
    /// @param row from the top
    /// @param column from the left
    /// @return its value
    public double value(int row, int column) {
        return values[row * width + column];
    }

    /// The values without their signs.
    ///
    /// @return a new array
    public double[] magnitudes() {
        double[] magnitudes = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            magnitudes[i] = StrictMath.abs(values[i]);
        }
        return magnitudes;
    }

    /// The largest magnitude: the end of the map's scale.
    ///
    /// @return 0 for a map that says nothing
    public double peak() {
        double peak = 0;
        for (double value : values) {
            peak = StrictMath.max(peak, StrictMath.abs(value));
        }
        return peak;
    }

    /// Whether some pixel speaks against the class.
    ///
    /// @return whether there is a value below 0
    public boolean hasSigns() {
        for (double value : values) {
            if (value < 0) {
                return true;
            }
        }
        return false;
    }

    /// Whether all values are the same, so that the map orders nothing.
    ///
    /// @return whether it is flat
    public boolean isFlat() {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }
}
