package dev.fovea.reference;

import dev.fovea.random.Philox;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Dropout;
import dev.fovea.tensor.NormalisationOp;
import dev.fovea.tensor.SoftmaxOp;

import java.util.List;

/// Softmax, losses, normalisation and dropout.
final class ReferenceNetworks {
    private ReferenceNetworks() {}

    static Values softmax(SoftmaxOp op, List<Values> inputs, Shape result) {
        Values x = inputs.getFirst();
        return switch (op) {
            case SoftmaxOp.Softmax(int axis) -> {
                Values logs = logSoftmax(x, axis);
                yield Values.of(result, index -> StrictMath.exp(logs.at(index)));
            }
            case SoftmaxOp.LogSoftmax(int axis) -> logSoftmax(x, axis);
            case SoftmaxOp.CrossEntropy() -> {
                Values logs = logSoftmax(x, 1);
                yield Values.of(result, index -> -logs.at(index[0], (int) inputs.get(1).at(index[0])));
            }
            case SoftmaxOp.CrossEntropyGradient() -> {
                Values logs = logSoftmax(x, 1);
                yield Values.of(
                        result,
                        index -> {
                            double target = inputs.get(1).at(index[0]) == index[1] ? 1 : 0;
                            return inputs.get(2).at(index[0]) * (StrictMath.exp(logs.at(index)) - target);
                        });
            }
            case SoftmaxOp.OneHot(int classes) ->
                    Values.of(
                            result,
                            index -> {
                                int[] from = Values.without(index, List.of(index.length - 1));
                                return x.at(from) == index[index.length - 1] ? 1 : 0;
                            });
        };
    }

    private static Values logSoftmax(Values x, int axis) {
        return Values.of(
                x.shape(),
                index -> {
                    double largest = Double.NEGATIVE_INFINITY;
                    int[] other = index.clone();
                    for (other[axis] = 0; other[axis] < x.shape().dim(axis); other[axis]++) {
                        largest = x.at(other) > largest ? x.at(other) : largest;
                    }
                    double sum = 0;
                    for (other[axis] = 0; other[axis] < x.shape().dim(axis); other[axis]++) {
                        sum += StrictMath.exp(x.at(other) - largest);
                    }
                    return x.at(index) - largest - StrictMath.log(sum);
                });
    }

    static Values normalise(NormalisationOp op, List<Values> inputs, Shape result) {
        return switch (op) {
            case NormalisationOp.DeviationSquares() -> {
                Values x = inputs.get(0);
                Values y = Values.zeros(result);
                x.forEach(index -> {
                    double deviation = x.at(index) - inputs.get(1).at(index[1]);
                    y.add(deviation * deviation, index[1]);
                });
                yield y;
            }
            case NormalisationOp.Normalise(float epsilon, boolean batchStatistics) -> {
                Values n = normalised(inputs.get(0), inputs.get(1), inputs.get(2), epsilon);
                yield Values.of(result, index -> inputs.get(3).at(index[1]) * n.at(index) + inputs.get(4).at(index[1]));
            }
            case NormalisationOp.NormalisedSum(float epsilon) -> {
                Values n = normalised(inputs.get(1), inputs.get(2), inputs.get(3), epsilon);
                Values y = Values.zeros(result);
                n.forEach(index -> y.add(inputs.get(0).at(index) * n.at(index), index[1]));
                yield y;
            }
            case NormalisationOp.NormaliseGradient(float epsilon) -> {
                Values x = inputs.get(1);
                Values n = normalised(x, inputs.get(2), inputs.get(3), epsilon);
                double count = x.shape().size() / x.shape().dim(1);
                yield Values.of(
                        result,
                        index -> {
                            int c = index[1];
                            double scale = inputs.get(4).at(c) / Math.sqrt(inputs.get(3).at(c) + epsilon);
                            double mean = inputs.get(5).at(c) / count;
                            double slope = inputs.get(6).at(c) / count;
                            return scale * (inputs.get(0).at(index) - mean - n.at(index) * slope);
                        });
            }
        };
    }

    private static Values normalised(Values x, Values mean, Values variance, float epsilon) {
        return Values.of(
                x.shape(), index -> (x.at(index) - mean.at(index[1])) / Math.sqrt(variance.at(index[1]) + epsilon));
    }

    static Values drop(Dropout op, List<Values> inputs, Shape result) {
        Values x = inputs.get(0);
        float[] key = inputs.get(2).toFloats();
        int elements = result.size() / result.dim(0);
        Values y = Values.zeros(result);
        for (int i = 0; i < result.size(); i++) {
            int sample = (int) inputs.get(1).at(i / elements);
            int word =
                    Philox.word(Dropout.seed(key, 0), Dropout.tag(key, 0), Dropout.epoch(key, 0), sample, i % elements);
            y.data()[i] = Philox.toFloat(word) >= op.rate() ? x.data()[i] * (1f / (1f - op.rate())) : 0;
        }
        return y;
    }
}
