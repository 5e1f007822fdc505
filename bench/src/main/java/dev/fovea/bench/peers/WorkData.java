package dev.fovea.bench.peers;

import dev.fovea.data.DataOptions;
import dev.fovea.data.Dataset;
import dev.fovea.data.Datasets;
import dev.fovea.data.Digits;
import dev.fovea.data.NamedSet;
import dev.fovea.data.Splits;
import dev.fovea.image.PixelScaling;
import dev.fovea.random.Permutation;
import dev.fovea.random.Purpose;

import java.io.IOException;

/// The data of a work, as all sides get them.
///
/// @param train samples to train on
/// @param test samples to tell the accuracy by
public record WorkData(Dataset train, Dataset test) {
    /// The seed of the order of the training samples.
    public static final long ORDER_SEED = 1;

    private static final float[] TABLE = PixelScaling.UNIT.table();

    /// {@return MNIST where it is on this machine, else the digits that the program draws; for ResNet-20 patterns}
    ///
    /// @param work whose data
    /// @throws IOException if data are there and cannot be read
    public static WorkData of(Work work) throws IOException {
        Splits splits = work == Work.D ? Patterns.make() : digits();
        return new WorkData(splits.train(), splits.test());
    }

    private static Splits digits() throws IOException {
        return Datasets.load(digitsHere(), DataOptions.standard().withOffline(true));
    }

    /// The name of the digits that are on this machine.
    static String digitsHere() throws IOException {
        boolean isHere = Datasets.find(NamedSet.MNIST, DataOptions.standard().locations()).isPresent();
        return isHere ? NamedSet.MNIST.name() : Digits.NAME;
    }

    /// {@return the samples of the first epoch, in its order}
    public int[] order() {
        int[] order = new int[train.size()];
        Permutation.fill(ORDER_SEED, Purpose.SHUFFLE, 0, order);
        return order;
    }

    /// Copies one sample, its pixels as `x / 255`.
    ///
    /// @param data of this work
    /// @param sample which
    /// @param target takes `channels * height * width` values
    /// @param offset where they begin
    public static void copy(Dataset data, int sample, float[] target, int offset) {
        data.copyScaled(sample, TABLE, target, offset);
    }

    /// {@return the first test samples, over and over if there are fewer than asked for, pixels as `x / 255`}
    ///
    /// @param count how many
    public float[] testInputs(int count) {
        int length = test.imageSize().bytes();
        float[] inputs = new float[count * length];
        for (int i = 0; i < count; i++) {
            copy(test, i % test.size(), inputs, i * length);
        }
        return inputs;
    }
}
