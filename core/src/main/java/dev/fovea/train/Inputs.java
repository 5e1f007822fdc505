package dev.fovea.train;

import dev.fovea.data.Batch;
import dev.fovea.data.Dataset;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Tensor;

import java.util.Arrays;

/// A batch as tensors.
///
/// @param pixels `[N, channels, height, width]`
/// @param labels `[N]`, class numbers
/// @param samples `[N]`, the samples' numbers in their dataset
record Inputs(Tensor pixels, Tensor labels, Tensor samples) {

    static Inputs of(Batch batch, Dataset data) {
        return of(Values.of(batch, data), data);
    }

    /// Tensors that read these arrays whenever they are run.
    static Inputs of(Values values, Dataset data) {
        Shape list = Shape.of(values.labels.length);
        return new Inputs(
                Tensor.samples(
                        Shape.of(values.labels.length, data.channels(), data.height(), data.width()), values.pixels),
                Tensor.samples(list, values.labels),
                Tensor.samples(list, values.samples));
    }

    /// The numbers of a batch, as tensors read them.
    ///
    /// @param pixels the batch's own array, or a copy of its first part where it has room for more samples
    /// @param labels class numbers
    /// @param samples the samples' numbers in their dataset
    @SuppressWarnings("ArrayRecordComponent") // read in place, never compared
    record Values(float[] pixels, float[] labels, float[] samples) {
        static Values of(Batch batch, Dataset data) {
            int size = batch.size();
            return new Values(pixels(batch, size * data.imageSize().bytes()), new float[size], new float[size])
                    .filled(batch);
        }

        /// The numbers of another batch of this size, in the same arrays but for the pixels.
        Values next(Batch batch) {
            return new Values(pixels(batch, pixels.length), labels, samples).filled(batch);
        }

        private static float[] pixels(Batch batch, int count) {
            float[] pixels = batch.pixels();
            return pixels.length == count ? pixels : Arrays.copyOf(pixels, count);
        }

        private Values filled(Batch batch) {
            for (int i = 0; i < batch.size(); i++) {
                labels[i] = batch.labels()[i];
                samples[i] = batch.samples()[i];
            }
            return this;
        }
    }

    /// A batch of black images.
    static Batch blank(int size, Dataset data) {
        return new Batch(new float[size * data.imageSize().bytes()], new int[size], new int[size], 0, size);
    }
}
