package dev.fovea.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;
import dev.fovea.shape.Window;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What is said when shapes do not fit: the operation, every shape, what was expected, what was probably meant.
class ShapeErrorsTest {
    private static final Window THREE = Window.of(3, 3);
    private static final Window TWO = Window.of(2, 2).withStride(2, 2);

    private record Mistake(Class<? extends Op> op, String message, Supplier<Tensor> attempt) {}

    private final List<Mistake> mistakes = new ArrayList<>();

    private void mistake(Class<? extends Op> op, Supplier<Tensor> attempt, String message) {
        mistakes.add(new Mistake(op, message, attempt));
    }

    @TestFactory
    Stream<DynamicTest> eachMistakeIsExplained() {
        collect();
        return mistakes.stream()
                .map(mistake ->
                        DynamicTest.dynamicTest(
                                mistake.message(),
                                () ->
                                        assertEquals(
                                                mistake.message(),
                                                assertThrows(ShapeException.class, () -> mistake.attempt().get())
                                                        .getMessage())));
    }

    @Test
    void everyOperationHasAMistake() {
        collect();
        Set<String> missing = new TreeSet<>();
        OpRecords.all().forEach(type -> missing.add(type.getSimpleName()));
        // A leaf's shape is given, and a function of one value takes any shape.
        missing.removeAll(List.of("Leaf", "Unary"));
        mistakes.forEach(mistake -> missing.remove(mistake.op().getSimpleName()));
        assertEquals(Set.of(), missing, "operations whose errors are not tested");
    }

    private void collect() {
        elementwise();
        shape();
        reductions();
        matMul();
        convolution();
        pooling();
        softmax();
        normalisation();
    }

    private static Tensor t(int... extents) {
        return Tensor.samples(Shape.of(extents), new float[Shape.of(extents).size()]);
    }

    private void elementwise() {
        mistake(
                ElementwiseOp.Binary.class,
                () -> t(64, 10).add(t(64)),
                "add: got [64, 10] and [64]; expected equal extents or 1, counted from the last axis: "
                        + "axis -1 has 10 and 64; to meet at the first axis, say reshape(64, 1)");
        mistake(
                ElementwiseOp.Binary.class,
                () -> t(64, 20, 12, 12).multiply(t(20)),
                "multiply: got [64, 20, 12, 12] and [20]; expected equal extents or 1, counted from the "
                        + "last axis: axis -1 has 12 and 20; for one value per channel, say reshape(20, 1, 1)");
        mistake(
                ElementwiseOp.Binary.class,
                () -> t(3, 4).maximum(t(4, 3)),
                "maximum: got [3, 4] and [4, 3]; expected equal extents or 1, counted from the last "
                        + "axis: axis -2 has 3 and 4; say transpose() of one");
        mistake(
                ElementwiseOp.Ternary.class,
                () -> t(3, 4).where(t(3, 4), t(2)),
                "where: got [3, 4], [3, 4] and [2]; expected equal extents or 1, counted from the last "
                        + "axis: axis -1 has 4 and 2");
    }

    private void shape() {
        mistake(
                ShapeOp.Reshape.class,
                () -> t(64, 10).reshape(10, 10),
                "reshape: got [64, 10]; expected 100 elements to make [10, 10], there are 640; give one "
                        + "extent as -1 to have it computed");
        mistake(
                ShapeOp.Reshape.class,
                () -> t(64, 10).reshape(-1, 7),
                "reshape: got [64, 10]; expected extents that divide its 640 elements, they are [-1, 7]");
        mistake(
                ShapeOp.Transpose.class,
                () -> t(2, 3, 4).transpose(0, 1),
                "transpose: got [2, 3, 4]; expected each of its axes once, the permutation is [0, 1]; "
                        + "say transpose() to reverse them");
        mistake(
                ShapeOp.Transpose.class,
                () -> t(2, 3).transpose(0, 2),
                "transpose: got [2, 3]; looking for axis 2 of [2, 3]: expected 0 to 1, or -1 for the last");
        mistake(
                ShapeOp.Slice.class,
                () -> t(2, 3).slice(1, 1, 5),
                "slice: got [2, 3]; expected 0 <= begin < end <= 3 at axis 1, they are 1 and 5");
        mistake(
                ShapeOp.Slice.class,
                () -> t(2, 3).slice(2, 0, 1),
                "slice: got [2, 3]; looking for axis 2 of [2, 3]: expected 0 to 1, or -1 for the last");
        mistake(
                ShapeOp.Pad.class,
                () -> t(2, 3).pad(1, -1, 0),
                "pad: got [2, 3]; expected widths of at least 0, they are [0, -1] and [0, 0]; to cut "
                        + "elements off, say slice");
        mistake(
                ShapeOp.Pad.class,
                () -> Tensor.apply(new ShapeOp.Pad(List.of(1), List.of(1)), t(2, 3)),
                "pad: got [2, 3]; expected one width before and one after for each of its 2 axes, they "
                        + "are [1] and [1]");
        mistake(
                ShapeOp.Concatenate.class,
                () -> Tensor.concatenate(1, t(2, 3), t(3, 3)),
                "concatenate: got [2, 3] and [3, 3]; expected the same rank and the same extents at "
                        + "every axis but 1");
        mistake(
                ShapeOp.Concatenate.class,
                () -> Tensor.concatenate(1, t(2, 3), t(2)),
                "concatenate: got [2, 3] and [2]; expected the same rank and the same extents at every "
                        + "axis but 1; say reshape to add axes of 1");
        mistake(
                ShapeOp.BroadcastTo.class,
                () -> t(3).broadcastTo(Shape.of(3, 4)),
                "broadcast: got [3]; expected extents of 1 or of [3, 4], counted from the last axis; put "
                        + "extents of 1 in between with reshape");
    }

    private void reductions() {
        mistake(
                ReductionOp.Sum.class,
                () -> t(2, 3).sum(2),
                "sum: got [2, 3]; looking for axis 2 of [2, 3]: expected 0 to 1, or -1 for the last");
        mistake(
                ReductionOp.Sum.class,
                () -> t(2, 3).sum(1, -1),
                "sum: got [2, 3]; looking for axes [1, -1] of [2, 3]: axis 1 is named twice");
        mistake(
                ReductionOp.Maximum.class,
                () -> t(2, 3).max(-3),
                "max: got [2, 3]; looking for axis -3 of [2, 3]: expected 0 to 1, or -1 for the last");
        mistake(
                ReductionOp.ArgMax.class,
                () -> Tensor.scalar(1).argMax(0),
                "arg max: got []; looking for axis 0 of []: expected none, it is a single number");
    }

    private void matMul() {
        mistake(
                MatMul.class,
                () -> t(64, 784).matmul(t(128, 784)),
                "matmul: got [64, 784] and [128, 784]; expected the columns of the first (784) to equal "
                        + "the rows of the second (128); say transpose() of the second");
        mistake(
                MatMul.class,
                () -> t(64, 784).matmul(t(100, 128)),
                "matmul: got [64, 784] and [100, 128]; expected the columns of the first (784) to equal "
                        + "the rows of the second (100)");
        mistake(
                MatMul.class,
                () -> t(64, 20, 4, 4).matmul(t(320, 10)),
                "matmul: got [64, 20, 4, 4] and [320, 10]; expected two matrices; say flatten() to make "
                        + "each sample a row");
        mistake(
                MatMul.class,
                () -> t(64, 784).matmul(t(784)),
                "matmul: got [64, 784] and [784]; expected two matrices; for a column, say reshape(-1, 1)");
        mistake(
                MatMul.class,
                () -> t(64, 784).matmul(t(784, 10), t(64)),
                "matmul: got [64, 784], [784, 10] and [64]; expected a bias of shape [10], one value per "
                        + "column of the result");
        mistake(
                MatMul.class,
                () -> t(64, 5).matmul(t(5, 10).transpose()),
                "matmul: got [64, 5] and [10, 5]; expected the columns of the first (5) to equal the "
                        + "rows of the second (10); say transpose() of the second");
    }

    private void convolution() {
        mistake(
                ConvolutionOp.Convolution.class,
                () -> t(64, 28, 28, 1).convolution(t(20, 1, 3, 3), null),
                "convolution: got [64, 28, 28, 1] and [20, 1, 3, 3]; expected images [samples, 1, rows, "
                        + "columns] for these weights, axis 1 has 28; say transpose(0, 3, 1, 2) to put channels "
                        + "first");
        mistake(
                ConvolutionOp.Convolution.class,
                () -> t(64, 784).convolution(t(20, 1, 3, 3), null),
                "convolution: got [64, 784] and [20, 1, 3, 3]; expected images of 4 axes, [samples, "
                        + "channels, rows, columns]; to make images of flat rows, say reshape(-1, channels, rows, "
                        + "columns)");
        mistake(
                ConvolutionOp.Convolution.class,
                () -> t(1, 28, 28).convolution(t(20, 1, 3, 3), null),
                "convolution: got [1, 28, 28] and [20, 1, 3, 3]; expected images of 4 axes, [samples, "
                        + "channels, rows, columns]; for one image, say reshape(1, ...)");
        mistake(
                ConvolutionOp.Convolution.class,
                () -> t(64, 1, 28, 28).convolution(t(20, 9), null),
                "convolution: got [64, 1, 28, 28] and [20, 9]; expected weights [filters, channels, "
                        + "rows, columns]");
        mistake(
                ConvolutionOp.Convolution.class,
                () -> t(64, 1, 28, 28).convolution(t(20, 1, 5, 5), null, THREE, 1),
                "convolution: got [64, 1, 28, 28] and [20, 1, 5, 5]; expected weights [filters, "
                        + "channels, 3, 3] for 3x3 window");
        mistake(
                ConvolutionOp.Convolution.class,
                () -> t(64, 1, 28, 28).convolution(t(20, 1, 3, 3), t(10)),
                "convolution: got [64, 1, 28, 28], [20, 1, 3, 3] and [10]; expected a bias of shape "
                        + "[20], one value per filter");
        mistake(
                ConvolutionOp.Convolution.class,
                () -> t(64, 1, 2, 2).convolution(t(20, 1, 3, 3), null),
                "convolution: got [64, 1, 2, 2] and [20, 1, 3, 3]; sliding 3x3 window: the window spans "
                        + "3 rows, the input has 2; use a smaller kernel, more padding or a larger input");
        mistake(
                ConvolutionOp.Convolution.class,
                () -> t(64, 3, 28, 28).convolution(t(20, 1, 3, 3), null, THREE, 3),
                "convolution: got [64, 3, 28, 28] and [20, 1, 3, 3]; expected the 20 filters to divide "
                        + "into 3 groups");
        Op input = new ConvolutionOp.InputGradient(THREE, 1, 8, 8, false);
        mistake(
                ConvolutionOp.InputGradient.class,
                () -> Tensor.apply(input, t(64, 20, 8, 8), t(20, 1, 3, 3)),
                "convolution's input gradient: got [64, 20, 8, 8] and [20, 1, 3, 3]; expected [64, 20, "
                        + "6, 6] for images of 8 x 8 under 3x3 window");
        Op weight = new ConvolutionOp.WeightGradient(THREE, 1, false);
        mistake(
                ConvolutionOp.WeightGradient.class,
                () -> Tensor.apply(weight, t(64, 1, 8, 8), t(64, 20, 8, 8)),
                "convolution's weight gradient: got [64, 1, 8, 8] and [64, 20, 8, 8]; expected a second "
                        + "input of [64, 20, 6, 6] for images [64, 1, 8, 8] under 3x3 window");
    }

    private void pooling() {
        mistake(
                PoolingOp.MaxPool.class,
                () -> t(64, 320).maxPool(TWO),
                "max pool: got [64, 320]; expected images of 4 axes, [samples, channels, rows, columns]; "
                        + "pool before flatten()");
        mistake(
                PoolingOp.MaxPool.class,
                () -> t(64, 20, 1, 1).maxPool(TWO),
                "max pool: got [64, 20, 1, 1]; sliding 2x2 window, stride 2x2: the window spans 2 rows, "
                        + "the input has 1; use a smaller kernel, more padding or a larger input");
        mistake(
                PoolingOp.MaxPool.class,
                () -> t(64, 20, 4, 4).maxPool(TWO.withPadding(2, 0, 0, 0)),
                "max pool: got [64, 20, 4, 4]; pooling with 2x2 window, stride 2x2, padding 2,0,0,0 "
                        + "(top,left,bottom,right): the window of output row 0 lies in the padding of an input of "
                        + "4 rows; expected at least one pixel in every window; use less padding");
        mistake(
                PoolingOp.AveragePool.class,
                () -> t(20, 12, 12).averagePool(TWO),
                "average pool: got [20, 12, 12]; expected images of 4 axes, [samples, channels, rows, " + "columns]");
        Op index = new PoolingOp.MaxPoolIndex(TWO);
        mistake(
                PoolingOp.MaxPoolIndex.class,
                () -> Tensor.apply(index, t(2, 2)),
                "max pool index: got [2, 2]; expected images of 4 axes, [samples, channels, rows, "
                        + "columns]; pool before flatten()");
        Op gradient = new PoolingOp.MaxPoolGradient(TWO, 4, 4);
        mistake(
                PoolingOp.MaxPoolGradient.class,
                () -> Tensor.apply(gradient, t(2, 2, 2, 2), t(2, 2, 3, 3)),
                "max pool gradient: got [2, 2, 2, 2] and [2, 2, 3, 3]; expected [2, 2, 2, 2] for images "
                        + "of 4 x 4 under 2x2 window, stride 2x2");
        Op gather = new PoolingOp.MaxPoolGather(TWO);
        mistake(
                PoolingOp.MaxPoolGather.class,
                () -> Tensor.apply(gather, t(2, 2, 4, 4), t(2, 2, 4, 4)),
                "max pool gather: got [2, 2, 4, 4] and [2, 2, 4, 4]; expected an index of [2, 2, 2, 2]");
        Op spread = new PoolingOp.AveragePoolGradient(TWO, 4, 4);
        mistake(
                PoolingOp.AveragePoolGradient.class,
                () -> Tensor.apply(spread, t(2, 8)),
                "average pool gradient: got [2, 8]; expected pooled images of 4 axes");
    }

    private void softmax() {
        mistake(
                SoftmaxOp.Softmax.class,
                () -> t(64, 10).softmax(2),
                "softmax: got [64, 10]; looking for axis 2 of [64, 10]: expected 0 to 1, or -1 for the " + "last");
        mistake(
                SoftmaxOp.LogSoftmax.class,
                () -> t(64, 10).logSoftmax(-3),
                "log softmax: got [64, 10]; looking for axis -3 of [64, 10]: expected 0 to 1, or -1 for " + "the last");
        mistake(
                SoftmaxOp.CrossEntropy.class,
                () -> t(64, 10).crossEntropy(t(64, 10)),
                "cross entropy: got [64, 10] and [64, 10]; expected logits [samples, classes] and one "
                        + "class number for each sample; for one-hot labels, say argMax(1) of them");
        mistake(
                SoftmaxOp.CrossEntropy.class,
                () -> t(64, 10).crossEntropy(t(32)),
                "cross entropy: got [64, 10] and [32]; expected logits [samples, classes] and one class "
                        + "number for each sample");
        mistake(
                SoftmaxOp.CrossEntropy.class,
                () -> t(64, 10, 1, 1).crossEntropy(t(64)),
                "cross entropy: got [64, 10, 1, 1] and [64]; expected logits [samples, classes] and one "
                        + "class number for each sample; say flatten() of the logits");
        Op gradient = new SoftmaxOp.CrossEntropyGradient();
        mistake(
                SoftmaxOp.CrossEntropyGradient.class,
                () -> Tensor.apply(gradient, t(64, 10), t(64), t(1)),
                "cross entropy gradient: got [64, 10], [64] and [1]; expected one gradient for each label");
        mistake(SoftmaxOp.OneHot.class, () -> t(64).oneHot(0), "one hot: got [64]; expected at least 1 class, not 0");
    }

    private void normalisation() {
        Tensor c = t(3);
        mistake(
                NormalisationOp.Normalise.class,
                () -> t(8, 3, 4).normalise(c, c, c, c, 1e-5f),
                "normalise: got [8, 3, 4], [3], [3], [3] and [3]; expected [samples, channels] or "
                        + "[samples, channels, rows, columns]");
        mistake(
                NormalisationOp.Normalise.class,
                () -> t(8, 3, 4, 4).normalise(c, c, t(8), c, 1e-5f),
                "normalise: got [8, 3, 4, 4], [3], [3], [8] and [3]; expected [3] as input 4, one value "
                        + "per channel (axis 1)");
        Op squares = new NormalisationOp.DeviationSquares();
        mistake(
                NormalisationOp.DeviationSquares.class,
                () -> Tensor.apply(squares, t(8, 3), t(8)),
                "deviation squares: got [8, 3] and [8]; expected [3] as input 2, one value per channel " + "(axis 1)");
        Op sum = new NormalisationOp.NormalisedSum(1e-5f);
        mistake(
                NormalisationOp.NormalisedSum.class,
                () -> Tensor.apply(sum, t(8, 3), t(8, 4), c, c),
                "normalised sum: got [8, 3], [8, 4], [3] and [3]; expected [8, 3] as input 2, the shape "
                        + "of the first");
        Op gradient = new NormalisationOp.NormaliseGradient(1e-5f);
        mistake(
                NormalisationOp.NormaliseGradient.class,
                () -> Tensor.apply(gradient, t(8, 3), t(8, 3), c, c, c, c, t(8)),
                "normalise gradient: got [8, 3], [8, 3], [3], [3], [3], [3] and [8]; expected [3] as "
                        + "input 7, one value per channel (axis 1)");
        Tensor key = Tensor.of(Dropout.key(1, 0, 0));
        mistake(
                Dropout.class,
                () -> t(8, 3).dropout(.5f, t(3), key),
                "dropout: got [8, 3], [3] and [6]; expected [samples, ...], the number of each sample "
                        + "[samples], and a key [6] from Dropout.key(seed, epoch, site)");
        mistake(
                Dropout.class,
                () -> t(8, 3).dropout(.5f, t(8), c),
                "dropout: got [8, 3], [8] and [3]; expected [samples, ...], the number of each sample "
                        + "[samples], and a key [6] from Dropout.key(seed, epoch, site)");
    }
}
