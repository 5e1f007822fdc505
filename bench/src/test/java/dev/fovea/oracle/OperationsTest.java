package dev.fovea.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;

import dev.fovea.bench.onnx.OnnxGraph;
import dev.fovea.bench.onnx.OnnxWindows;
import dev.fovea.kernel.Elementwise.Binary;
import dev.fovea.kernel.Elementwise.Ternary;
import dev.fovea.kernel.Elementwise.Unary;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;
import dev.fovea.tensor.ConvolutionOp;
import dev.fovea.tensor.Dropout;
import dev.fovea.tensor.ElementwiseOp;
import dev.fovea.tensor.MatMul;
import dev.fovea.tensor.NormalisationOp;
import dev.fovea.tensor.Op;
import dev.fovea.tensor.PoolingOp;
import dev.fovea.tensor.Recording;
import dev.fovea.tensor.SoftmaxOp;
import dev.fovea.tensor.Tensor;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Every operation that ONNX has too computes what ONNX Runtime computes.
class OperationsTest {
    private static final Shape IMAGES = Shape.of(18, 3, 6, 5);
    private static final Window WINDOW = Window.of(3, 2).withStride(2, 1).withPadding(1, 0, 2, 1).withDilation(1, 2);

    /// Operations without a counterpart in ONNX: steps of gradients and of batch statistics, which finite differences
    /// and the reference device check, and leaves.
    private static final Set<Class<?>> NOT_IN_ONNX =
            Set.of(
                    ConvolutionOp.WeightGradient.class,
                    PoolingOp.MaxPoolGradient.class,
                    PoolingOp.MaxPoolIndex.class,
                    PoolingOp.MaxPoolGather.class,
                    PoolingOp.AveragePoolGradient.class,
                    SoftmaxOp.CrossEntropyGradient.class,
                    NormalisationOp.DeviationSquares.class,
                    NormalisationOp.NormalisedSum.class,
                    NormalisationOp.NormaliseGradient.class,
                    Dropout.class);

    /// The names of the operands in an ONNX graph, and what is made of them.
    private interface Counterpart {
        String build(OnnxGraph graph, List<String> operands);
    }

    /// An operation on samples: the first input is a batch, the others are shared by all samples.
    private record Case(
            String name,
            List<Shape> shapes,
            Function<float[], float[]> inputs,
            Function<List<Tensor>, Tensor> fovea,
            Counterpart onnx) {
        static Case of(String name, List<Shape> shapes, Function<List<Tensor>, Tensor> fovea, Counterpart onnx) {
            return new Case(name, shapes, values -> values, fovea, onnx);
        }

        /// With other inputs than those of the normal distribution.
        Case on(Function<Float, Float> change) {
            return new Case(
                    name,
                    shapes,
                    values -> {
                        float[] changed = values.clone();
                        for (int i = 0; i < changed.length; i++) {
                            changed[i] = change.apply(changed[i]);
                        }
                        return changed;
                    },
                    fovea,
                    onnx);
        }

        float[] values(int input) {
            return inputs.apply(Comparison.normal(shapes.get(input), input + 1));
        }

        Tensor result() {
            List<Tensor> tensors = new ArrayList<>();
            for (int i = 0; i < shapes.size(); i++) {
                tensors.add(i == 0 ? Tensor.samples(shapes.get(i), values(i)) : Tensor.of(shapes.get(i), values(i)));
            }
            return fovea.apply(tensors);
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Unary function : Unary.values()) {
            Case test = unary(function);
            cases.add(
                    switch (function) {
                        case LOG, SQRT -> test.on(x -> x * x + .01f);
                        case RECIPROCAL -> test.on(x -> x + (x < 0 ? -.5f : .5f));
                        default -> test;
                    });
        }
        for (Binary function : Binary.values()) {
            cases.add(binary(function));
        }
        for (Ternary function : Ternary.values()) {
            cases.add(ternary(function));
        }
        windows(cases);
        shapes(cases);
        reductions(cases);
        rest(cases);
        return cases;
    }

    private static Case unary(Unary function) {
        Counterpart onnx =
                switch (function) {
                    case NEGATE -> node("Neg");
                    case RELU -> node("Relu");
                    case TANH -> node("Tanh");
                    case SIGMOID -> node("Sigmoid");
                    case EXP -> node("Exp");
                    case LOG -> node("Log");
                    case SQRT -> node("Sqrt");
                    case RECIPROCAL -> node("Reciprocal");
                    case SQUARE -> (graph, x) -> graph.node("Mul", List.of(x.get(0), x.get(0)));
                    case ABSOLUTE -> node("Abs");
                };
        return Case.of(
                function.toString(),
                List.of(IMAGES),
                x -> Tensor.apply(new ElementwiseOp.Unary(function), x.get(0)),
                onnx);
    }

    private static Case binary(Binary function) {
        Counterpart onnx =
                switch (function) {
                    case ADD -> node("Add");
                    case SUBTRACT -> node("Sub");
                    case MULTIPLY -> node("Mul");
                    case DIVIDE -> node("Div");
                    case MAXIMUM -> node("Max");
                    case MINIMUM -> node("Min");
                    case EQUAL -> number(node("Equal"));
                    case NOT_EQUAL ->
                            (graph, x) -> number(node("Not")).build(graph, List.of(node("Equal").build(graph, x)));
                    case LESS -> number(node("Less"));
                    case LESS_OR_EQUAL -> number(node("LessOrEqual"));
                    case GREATER -> number(node("Greater"));
                    case GREATER_OR_EQUAL -> number(node("GreaterOrEqual"));
                    case LEAKY_RELU -> node("PRelu");
                    case RELU_GRADIENT -> (graph, x) -> graph.node("Mul", List.of(x.get(0), above0(graph, x.get(1))));
                    case TANH_GRADIENT ->
                            (graph, x) ->
                                    graph.node("Sub", List.of(x.get(0), product(graph, x.get(0), x.get(1), x.get(1))));
                    case SIGMOID_GRADIENT ->
                            (graph, x) ->
                                    graph.node(
                                            "Sub",
                                            List.of(
                                                    product(graph, x.get(0), x.get(1)),
                                                    product(graph, x.get(0), x.get(1), x.get(1))));
                };
        Case test =
                Case.of(
                        function.toString(),
                        List.of(IMAGES, Shape.of(3, 1, 5)),
                        x -> Tensor.apply(new ElementwiseOp.Binary(function), x),
                        onnx);
        return switch (function) {
            // Some are equal.
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                    test.on(x -> (float) Math.round(x));
            case DIVIDE -> test.on(x -> x + (x < 0 ? -.5f : .5f));
            default -> test;
        };
    }

    private static Case ternary(Ternary function) {
        Counterpart onnx =
                switch (function) {
                    case WHERE ->
                            (graph, x) -> {
                                String condition = graph.node("Cast", List.of(x.get(0)), "to", 9L);
                                return graph.node("Where", List.of(condition, x.get(1), x.get(2)));
                            };
                    case MULTIPLY_ADD ->
                            (graph, x) -> graph.node("Add", List.of(product(graph, x.get(0), x.get(1)), x.get(2)));
                    case LEAKY_RELU_GRADIENT ->
                            (graph, x) -> {
                                String condition = graph.node("Cast", List.of(above0(graph, x.get(1))), "to", 9L);
                                String below = product(graph, x.get(2), x.get(0));
                                return graph.node("Where", List.of(condition, x.get(0), below));
                            };
                    case KEEP_IF_GREATER -> (graph, x) -> ifGreater(graph, x, x.get(0), zero(graph));
                    case ZERO_IF_GREATER -> (graph, x) -> ifGreater(graph, x, zero(graph), x.get(0));
                };
        Case test =
                Case.of(
                        function.toString(),
                        List.of(IMAGES, Shape.of(6, 5), Shape.of(3, 1, 1)),
                        x -> Tensor.apply(new ElementwiseOp.Ternary(function), x),
                        onnx);
        return function == Ternary.WHERE ? test.on(x -> (float) Math.round(x)) : test;
    }

    private static void windows(List<Case> cases) {
        cases.add(
                Case.of(
                        "convolution",
                        List.of(IMAGES, Shape.of(4, 3, 3, 2), Shape.of(4)),
                        x -> x.get(0).convolution(x.get(1), x.get(2), WINDOW, 1),
                        node("Conv", OnnxWindows.attributes(WINDOW))));
        // The gradient of a convolution's input is what ONNX calls a transposed convolution.
        Window window = Window.of(3, 2).withStride(2, 1).withPadding(1, 0, 1, 1);
        cases.add(
                Case.of(
                        "input gradient",
                        List.of(Shape.of(18, 4, 3, 5), Shape.of(4, 3, 3, 2)),
                        x -> Tensor.apply(new ConvolutionOp.InputGradient(window, 1, 6, 5, false), x),
                        (graph, x) -> {
                            List<Object> attributes = new ArrayList<>(List.of(OnnxWindows.attributes(window)));
                            attributes.addAll(List.of("output_padding", new long[] {1, 0}));
                            return graph.node("ConvTranspose", x, attributes.toArray());
                        }));
        cases.add(
                Case.of(
                        "max pool",
                        List.of(IMAGES),
                        x -> x.get(0).maxPool(WINDOW),
                        node("MaxPool", OnnxWindows.attributes(WINDOW))));
        cases.add(
                Case.of(
                        "average pool",
                        List.of(IMAGES),
                        x -> x.get(0).averagePool(WINDOW),
                        node("AveragePool", OnnxWindows.attributes(WINDOW))));
    }

    private static void shapes(List<Case> cases) {
        cases.add(
                Case.of(
                        "reshape",
                        List.of(IMAGES),
                        x -> x.get(0).reshape(18, 30, 3),
                        (graph, x) -> graph.node("Reshape", List.of(x.get(0), graph.integers(18, 30, 3)))));
        cases.add(
                Case.of(
                        "transpose",
                        List.of(IMAGES),
                        x -> x.get(0).transpose(0, 3, 1, 2),
                        node("Transpose", "perm", new long[] {0, 3, 1, 2})));
        cases.add(
                Case.of(
                        "transpose of the samples",
                        List.of(IMAGES),
                        x -> x.get(0).transpose(2, 0, 3, 1),
                        node("Transpose", "perm", new long[] {2, 0, 3, 1})));
        cases.add(
                Case.of(
                        "slice",
                        List.of(IMAGES),
                        x -> x.get(0).slice(2, 1, 5).slice(3, 2, 4),
                        (graph, x) ->
                                graph.node(
                                        "Slice",
                                        List.of(
                                                x.get(0),
                                                graph.integers(1, 2),
                                                graph.integers(5, 4),
                                                graph.integers(2, 3)))));
        cases.add(
                Case.of(
                        "pad",
                        List.of(IMAGES),
                        x -> x.get(0).pad(1, 0, 2).pad(3, 3, 1),
                        (graph, x) -> graph.node("Pad", List.of(x.get(0), graph.integers(0, 0, 0, 3, 0, 2, 0, 1)))));
        cases.add(
                Case.of(
                        "concatenate",
                        List.of(IMAGES),
                        x -> Tensor.concatenate(1, x.get(0), x.get(0).relu()),
                        (graph, x) -> graph.node("Concat", List.of(x.get(0), graph.node("Relu", x)), "axis", 1L)));
        cases.add(
                Case.of(
                        "broadcast",
                        List.of(Shape.of(18, 1, 5)),
                        x -> x.get(0).broadcastTo(Shape.of(18, 4, 5)),
                        (graph, x) -> graph.node("Expand", List.of(x.get(0), graph.integers(18, 4, 5)))));
    }

    private static void reductions(List<Case> cases) {
        int[][] axes = {{1}, {2, 3}, {0}, {0, 2, 3}, {1, 3}};
        for (int[] some : axes) {
            String over = " over " + Arrays.toString(some);
            cases.add(Case.of("sum" + over, List.of(IMAGES), x -> x.get(0).sum(some), reduce("ReduceSum", some)));
            cases.add(Case.of("mean" + over, List.of(IMAGES), x -> x.get(0).mean(some), reduce("ReduceMean", some)));
            cases.add(Case.of("max" + over, List.of(IMAGES), x -> x.get(0).max(some), reduce("ReduceMax", some)));
        }
        for (int axis = 1; axis < 4; axis++) {
            int along = axis;
            cases.add(
                    Case.of(
                            "arg max along " + axis,
                            List.of(IMAGES),
                            x -> x.get(0).argMax(along),
                            number(node("ArgMax", "axis", (long) along, "keepdims", 0L))));
        }
    }

    private static void rest(List<Case> cases) {
        cases.add(
                Case.of("softmax", List.of(Shape.of(18, 10)), x -> x.get(0).softmax(-1), node("Softmax", "axis", -1L)));
        cases.add(
                Case.of("softmax of channels", List.of(IMAGES), x -> x.get(0).softmax(1), node("Softmax", "axis", 1L)));
        cases.add(
                Case.of(
                        "log softmax",
                        List.of(Shape.of(18, 10)),
                        x -> x.get(0).logSoftmax(-1),
                        node("LogSoftmax", "axis", -1L)));
        cases.add(
                Case.of(
                        "cross-entropy",
                        List.of(Shape.of(18, 10)),
                        x -> x.get(0).crossEntropy(x.get(0).argMax(1).subtract(9).abs()),
                        (graph, x) -> {
                            String largest = graph.node("ArgMax", x, "axis", 1L, "keepdims", 0L);
                            String label = graph.node("Sub", List.of(graph.integers(9), largest));
                            return graph.node("SoftmaxCrossEntropyLoss", List.of(x.get(0), label), "reduction", "none");
                        }));
        cases.add(
                Case.of(
                        "one hot",
                        List.of(Shape.of(18, 10)),
                        x -> x.get(0).argMax(1).oneHot(10),
                        (graph, x) -> {
                            String largest = graph.node("ArgMax", x, "axis", 1L, "keepdims", 0L);
                            String values = graph.constant(Shape.of(2), new float[] {0, 1});
                            return graph.node("OneHot", List.of(largest, graph.integers(10), values));
                        }));
        cases.add(
                Case.of(
                        "normalise",
                        List.of(IMAGES, Shape.of(3), Shape.of(3), Shape.of(3), Shape.of(3)),
                        x -> x.get(0).normalise(x.get(1), x.get(2).square(), x.get(3), x.get(4), .01f),
                        (graph, x) ->
                                graph.node(
                                        "BatchNormalization",
                                        List.of(
                                                x.get(0),
                                                x.get(3),
                                                x.get(4),
                                                x.get(1),
                                                product(graph, x.get(2), x.get(2))),
                                        "epsilon",
                                        .01f)));
        for (int i = 0; i < 4; i++) {
            boolean a = (i & 1) != 0;
            boolean b = (i & 2) != 0;
            Shape left = a ? Shape.of(30, 18) : Shape.of(18, 30);
            Shape right = b ? Shape.of(7, 30) : Shape.of(30, 7);
            cases.add(
                    Case.of(
                            "matrix product" + (a ? ", first transposed" : "") + (b ? ", second transposed" : ""),
                            List.of(left, right, Shape.of(7)),
                            x -> Tensor.apply(new MatMul(a, b), x),
                            node("Gemm", "transA", a ? 1L : 0L, "transB", b ? 1L : 0L)));
        }
    }

    private static Counterpart node(String operator, Object... attributes) {
        return (graph, x) -> graph.node(operator, x, attributes);
    }

    /// Answers and indices as floats.
    private static Counterpart number(Counterpart counterpart) {
        return (graph, x) -> graph.node("Cast", List.of(counterpart.build(graph, x)), "to", 1L);
    }

    private static Counterpart reduce(String operator, int[] axes) {
        long[] all = Arrays.stream(axes).asLongStream().toArray();
        return (graph, x) -> graph.node(operator, List.of(x.get(0), graph.integers(all)), "keepdims", 0L);
    }

    private static String ifGreater(OnnxGraph graph, List<String> x, String yes, String no) {
        return graph.node("Where", List.of(graph.node("Greater", List.of(x.get(1), x.get(2))), yes, no));
    }

    private static String zero(OnnxGraph graph) {
        return graph.constant(Shape.of(1), new float[1]);
    }

    private static String above0(OnnxGraph graph, String x) {
        return number(node("Greater")).build(graph, List.of(x, zero(graph)));
    }

    private static String product(OnnxGraph graph, String first, String... others) {
        String product = first;
        for (String other : others) {
            product = graph.node("Mul", List.of(product, other));
        }
        return product;
    }

    @TestFactory
    Stream<DynamicTest> operationsComputeWhatOnnxRuntimeComputes() {
        return cases().stream().map(test -> DynamicTest.dynamicTest(test.name, () -> compare(test)));
    }

    private static void compare(Case test) throws OrtException {
        OnnxRun onnx = new OnnxRun();
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < test.shapes.size(); i++) {
            operands.add(onnx.input(test.shapes.get(i), test.values(i)));
        }
        float[] expected = onnx.run(test.onnx.build(onnx.graph(), operands));
        Recording recording = Recording.of(List.of(test.result()), List.of());
        for (var engine : Comparison.ENGINES.entrySet()) {
            float[] got = engine.getValue().execute(recording).get(0);
            Comparison.close(expected, got, test.name + ", " + engine.getKey());
        }
    }

    @Test
    void everyOperationHasACaseOrNoCounterpart() {
        Set<String> seen = new TreeSet<>();
        NOT_IN_ONNX.forEach(type -> seen.add(type.getName()));
        cases().forEach(test -> collect(test.result(), seen));
        Set<String> known = new TreeSet<>();
        records(Op.class, known);
        seen.removeIf(name -> name.contains("Leaf"));
        known.removeIf(name -> name.contains("Leaf"));
        assertEquals(known, seen, "operations, and operations with a case or without a counterpart");
    }

    private static void collect(Tensor tensor, Set<String> seen) {
        seen.add(tensor.op().getClass().getName());
        tensor.inputs().forEach(input -> collect(input, seen));
    }

    private static void records(Class<?> type, Set<String> names) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                records(permitted, names);
            }
        } else {
            names.add(type.getName());
        }
    }
}
