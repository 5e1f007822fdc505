package dev.fovea.tensor;

import static dev.fovea.tensor.GradientCheck.batch;
import static dev.fovea.tensor.GradientCheck.normal;
import static dev.fovea.tensor.GradientCheck.of;
import static dev.fovea.tensor.GradientCheck.positive;

import dev.fovea.kernel.Elementwise;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;

import java.util.ArrayList;
import java.util.List;

/// What is checked for each operation: at least one case whose result is that operation's.
final class GradientCases {
    private static final Window WINDOW = new Window(3, 2, 2, 1, 1, 0, 0, 1, 1, 2);
    private static final Window POOL = Window.of(2, 3).withStride(2, 2).withPadding(1, 0, 0, 1);

    private GradientCases() {}

    static List<GradientCheck> all() {
        List<GradientCheck> cases = new ArrayList<>();
        cases.add(of("leaf", x -> x.getFirst(), normal(0, 3)));
        elementwise(cases);
        shape(cases);
        reduction(cases);
        matMul(cases);
        convolution(cases);
        pooling(cases);
        softmax(cases);
        normalisation(cases);
        dropout(cases);
        network(cases);
        return cases;
    }

    private static void elementwise(List<GradientCheck> cases) {
        for (Elementwise.Unary f : Elementwise.Unary.values()) {
            Tensor x =
                    switch (f) {
                        case LOG, SQRT, RECIPROCAL -> positive(1, 2, 3);
                        case NEGATE, RELU, TANH, SIGMOID, EXP, SQUARE, ABSOLUTE -> normal(1, 2, 3);
                    };
            cases.add(of(f.toString(), in -> Tensor.apply(new ElementwiseOp.Unary(f), in), x));
        }
        for (Elementwise.Binary f : Elementwise.Binary.values()) {
            boolean positive = f == Elementwise.Binary.DIVIDE;
            Op op = new ElementwiseOp.Binary(f);
            Tensor small = positive ? positive(3, 3) : normal(3, 3);
            cases.add(of(f + " broadcast", in -> Tensor.apply(op, in), normal(2, 2, 3), small));
            Tensor column = positive ? positive(4, 2, 1) : normal(4, 2, 1);
            cases.add(of(f + " both ways", in -> Tensor.apply(op, in), normal(2, 1, 3), column));
        }
        for (Elementwise.Ternary f : Elementwise.Ternary.values()) {
            Op op = new ElementwiseOp.Ternary(f);
            cases.add(of(f.toString(), in -> Tensor.apply(op, in), normal(5, 2, 1), normal(6, 2, 3), positive(7)));
        }
        Tensor mask = Tensor.of(1, 0, 1);
        cases.add(of("where", in -> mask.where(in.get(0), in.get(1)), normal(5, 2, 3), normal(6, 3)));
    }

    private static void shape(List<GradientCheck> cases) {
        cases.add(of("reshape", x -> x.getFirst().reshape(3, -1), batch(10, 2, 6)));
        cases.add(of("transpose", x -> x.getFirst().transpose(2, 0, 1), batch(10, 2, 3, 4)));
        cases.add(of("slice", x -> x.getFirst().slice(-1, 1, 3), batch(10, 2, 4)));
        cases.add(of("pad", x -> x.getFirst().pad(1, 2, 1), batch(10, 2, 3)));
        cases.add(of("concatenate", x -> Tensor.concatenate(1, x.get(0), x.get(1)), batch(10, 2, 3), batch(11, 2, 1)));
        cases.add(of("broadcast", x -> x.getFirst().broadcastTo(Shape.of(4, 2, 3)), normal(10, 2, 1)));
        cases.add(of("sum like a number", x -> x.getFirst().sum().broadcastLike(Tensor.scalar(1)), batch(10, 2)));
        Tensor rows = batch(12, 19, 3);
        cases.add(of("one sample for all", x -> x.getFirst().broadcastLike(rows), batch(13, 1, 3)));
        cases.add(of("samples along another axis", x -> x.getFirst().broadcastLike(rows), batch(13, 3)));
    }

    private static void reduction(List<GradientCheck> cases) {
        cases.add(of("sum", x -> x.getFirst().sum(0, 2), batch(20, 2, 3, 4)));
        cases.add(of("sum of all", x -> x.getFirst().sum(), batch(20, 2, 3)));
        cases.add(of("mean", x -> x.getFirst().meanKeepingAxes(1), batch(20, 2, 3)));
        cases.add(of("max", x -> x.getFirst().max(1), batch(20, 2, 5)));
        cases.add(of("max of all", x -> x.getFirst().maxKeepingAxes(), batch(20, 2, 3)));
        cases.add(of("arg max", x -> x.getFirst().argMax(1), batch(20, 2, 5)));
        cases.add(of("nan sum", x -> x.getFirst().nanSum(1), batch(20, 2, 5)));
    }

    private static void matMul(List<GradientCheck> cases) {
        for (boolean transposeA : new boolean[] {false, true}) {
            for (boolean transposeB : new boolean[] {false, true}) {
                MatMul op = new MatMul(transposeA, transposeB);
                Tensor a = transposeA ? batch(30, 4, 2) : batch(30, 2, 4);
                Tensor b = transposeB ? normal(31, 3, 4) : normal(31, 4, 3);
                cases.add(of(op.toString(), in -> Tensor.apply(op, in), a, b));
                cases.add(of(op + " with bias", in -> Tensor.apply(op, in), a, b, normal(32, 3)));
            }
        }
    }

    private static void convolution(List<GradientCheck> cases) {
        for (int groups : new int[] {1, 2}) {
            Tensor x = batch(40, 2, 4, 5, 4);
            Tensor weights = normal(41, 2, 4 / groups, 3, 2);
            Op convolution = new ConvolutionOp.Convolution(WINDOW, groups, false);
            Op input = new ConvolutionOp.InputGradient(WINDOW, groups, 5, 4, false);
            Op weight = new ConvolutionOp.WeightGradient(WINDOW, groups, false);
            Shape result = convolution.shape(List.of(x.shape(), weights.shape()));
            Tensor dy = batch(42, result.toArray());
            cases.add(of("convolution, groups " + groups, in -> Tensor.apply(convolution, in), x, weights));
            cases.add(of("with bias " + groups, in -> Tensor.apply(convolution, in), x, weights, normal(43, 2)));
            cases.add(of("input gradient, groups " + groups, in -> Tensor.apply(input, in), dy, weights));
            cases.add(of("weight gradient, groups " + groups, in -> Tensor.apply(weight, in), x, dy));
        }
    }

    private static void pooling(List<GradientCheck> cases) {
        Tensor x = batch(50, 2, 2, 5, 6);
        Tensor index = Tensor.apply(new PoolingOp.MaxPoolIndex(POOL), batch(52, 2, 2, 5, 6));
        Tensor dy = batch(51, index.shape().toArray());
        cases.add(of("max pool", in -> in.getFirst().maxPool(POOL), x));
        cases.add(of("max pool index", in -> Tensor.apply(new PoolingOp.MaxPoolIndex(POOL), in), x));
        Op gradient = new PoolingOp.MaxPoolGradient(POOL, 5, 6);
        cases.add(of("max pool gradient", in -> Tensor.apply(gradient, in.getFirst(), index), dy));
        Op gather = new PoolingOp.MaxPoolGather(POOL);
        cases.add(of("max pool gather", in -> Tensor.apply(gather, in.getFirst(), index), x));
        cases.add(of("average pool", in -> in.getFirst().averagePool(POOL), x));
        Op spread = new PoolingOp.AveragePoolGradient(POOL, 5, 6);
        cases.add(of("average pool gradient", in -> Tensor.apply(spread, in), dy));
        cases.add(of("pooled tanh", in -> in.getFirst().tanh().maxPool(POOL), x));
        cases.add(of("pooled leaky relu", in -> in.getFirst().leakyRelu(.1f).maxPool(POOL), x));
        cases.add(of("bias before pooling", in -> x.add(in.getFirst()).maxPool(POOL), normal(53, 2, 1, 1)));
        cases.add(of("global average pool", in -> in.getFirst().globalAveragePool(), x));
    }

    private static void softmax(List<GradientCheck> cases) {
        Tensor x = batch(60, 3, 4);
        Tensor labels = Tensor.samples(Shape.of(3), 2, 0, 3);
        cases.add(of("softmax", in -> in.getFirst().softmax(1), x));
        cases.add(of("softmax down", in -> in.getFirst().softmax(0), x));
        cases.add(of("log softmax", in -> in.getFirst().logSoftmax(-1), x));
        cases.add(of("cross entropy", in -> in.getFirst().crossEntropy(labels), x));
        Op gradient = new SoftmaxOp.CrossEntropyGradient();
        cases.add(of("its gradient", in -> Tensor.apply(gradient, in.get(0), labels, in.get(1)), x, batch(61, 3)));
        cases.add(of("one hot", in -> in.getFirst().oneHot(3), Tensor.samples(Shape.of(4), 2, 0, 1, 2)));
    }

    private static void normalisation(List<GradientCheck> cases) {
        for (int[] extents : new int[][] {{5, 2}, {2, 2, 2, 3}}) {
            String name = " of " + Shape.of(extents);
            Tensor x = batch(70, extents);
            Tensor dy = batch(71, extents);
            Tensor mean = normal(72, 2);
            Tensor variance = positive(73, 2);
            Tensor gamma = normal(74, 2);
            Tensor beta = normal(75, 2);
            Op squares = new NormalisationOp.DeviationSquares();
            cases.add(of("deviation squares" + name, in -> Tensor.apply(squares, in), x, mean));
            Op given = new NormalisationOp.Normalise(.1f, false);
            cases.add(of("normalise" + name, in -> Tensor.apply(given, in), x, mean, variance, gamma, beta));
            cases.add(
                    of(
                            "batch normalisation" + name,
                            in -> BatchNormalisation.of(in.get(0), in.get(1), in.get(2), .1f).result(),
                            x,
                            gamma,
                            beta));
            Op sum = new NormalisationOp.NormalisedSum(.1f);
            cases.add(of("normalised sum" + name, in -> Tensor.apply(sum, in), dy, x, mean, variance));
            Op gradient = new NormalisationOp.NormaliseGradient(.1f);
            cases.add(
                    of(
                            "normalise gradient" + name,
                            in -> Tensor.apply(gradient, in),
                            dy,
                            x,
                            mean,
                            variance,
                            gamma,
                            normal(76, 2),
                            normal(77, 2)));
        }
    }

    /// Second derivatives go through a whole network, from each of its parameters to each other.
    private static void network(List<GradientCheck> cases) {
        Tensor images = batch(90, 2, 1, 6, 6);
        Tensor labels = Tensor.samples(Shape.of(2), 2, 0);
        Window half = Window.of(2, 2).withStride(2, 2);
        cases.add(
                of(
                        "network",
                        in ->
                                images.convolution(in.get(0), in.get(1))
                                        .tanh()
                                        .averagePool(half)
                                        .flatten()
                                        .matmul(in.get(2))
                                        .crossEntropy(labels),
                        normal(91, 2, 1, 3, 3),
                        normal(92, 2),
                        normal(93, 8, 3)));
    }

    private static void dropout(List<GradientCheck> cases) {
        Tensor samples = Tensor.samples(Shape.of(3), 5, 9, 70000);
        Tensor key = Tensor.of(Dropout.key(-3, 2, 1));
        cases.add(of("dropout", in -> in.getFirst().dropout(.4f, samples, key), batch(80, 3, 8)));
    }
}
