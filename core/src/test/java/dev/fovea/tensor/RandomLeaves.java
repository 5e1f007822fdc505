package dev.fovea.tensor;

import dev.fovea.random.Philox;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;
import dev.fovea.shape.Shape;

import java.util.ArrayList;
import java.util.List;

/// Leaves of a [RandomGraph]. The numbers of a sample are functions of the sample's own number.
final class RandomLeaves {
    final List<Parameter> parameters = new ArrayList<>();
    private final RandomGraph.Options options;
    private final Stream random;
    private int leaves;

    RandomLeaves(RandomGraph.Options options, Stream random) {
        this.options = options;
        this.random = random;
    }

    private float number(int leaf, int sample, int element) {
        int word = word(leaf, sample, element);
        if (options.awkward() && (word >>> 27) == 0) {
            return switch (word & 7) {
                case 0 -> Float.NaN;
                case 1 -> Float.POSITIVE_INFINITY;
                case 2 -> Float.NEGATIVE_INFINITY;
                case 3, 4 -> -0f;
                default -> 0f;
            };
        }
        return plain(word);
    }

    private int word(int leaf, int sample, int element) {
        return Philox.word(options.seed(), Philox.tag(Purpose.NOISE, leaf), 0, sample, element);
    }

    /// From -2 to 2; multiples of 1/8 now and then: ties.
    private static float plain(int word) {
        return (word & 3) == 0 ? (word >> 27) / 8f : (word >> 8) * 0x1p-22f;
    }

    Tensor samples(int... extents) {
        Shape sample = Shape.of(extents);
        int[] all = new int[extents.length + 1];
        all[0] = options.samples();
        System.arraycopy(extents, 0, all, 1, extents.length);
        int leaf = leaves++;
        float[] values = new float[options.samples() * sample.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(leaf, options.first() + i / sample.size(), i % sample.size());
        }
        return Tensor.samples(Shape.of(all), values);
    }

    Tensor images() {
        return samples(1 + random.nextInt(4), 3 + random.nextInt(5), 3 + random.nextInt(5));
    }

    Tensor labels(int classes) {
        int leaf = leaves++;
        float[] values = new float[options.samples()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (Philox.word(options.seed(), leaf, 0, options.first() + i, 0) >>> 1) % classes;
        }
        return Tensor.samples(Shape.of(options.samples()), values);
    }

    Tensor shared(int... extents) {
        return shared(Shape.of(extents), options.awkward());
    }

    Tensor shared(Shape shape, boolean awkward) {
        int leaf = leaves++;
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = awkward ? number(leaf, 0, i) : plain(word(leaf, 0, i));
        }
        if (random.nextInt(2) == 0) {
            return Tensor.of(shape, values);
        }
        Parameter parameter = Parameter.of("p" + leaf, shape, values);
        parameters.add(parameter);
        return parameter.tensor();
    }
}
