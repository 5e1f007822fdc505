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
        int size = batch.size();
        Shape shape = Shape.of(size, data.channels(), data.height(), data.width());
        float[] pixels = batch.pixels();
        Shape list = Shape.of(size);
        return new Inputs(
                Tensor.samples(shape, pixels.length == shape.size() ? pixels : Arrays.copyOf(pixels, shape.size())),
                Tensor.samples(list, floats(batch.labels(), size)),
                Tensor.samples(list, floats(batch.samples(), size)));
    }

    /// A batch of black images.
    static Batch blank(int size, Dataset data) {
        return new Batch(new float[size * data.imageSize().bytes()], new int[size], new int[size], 0, size);
    }

    private static float[] floats(int[] numbers, int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = numbers[i];
        }
        return floats;
    }
}
