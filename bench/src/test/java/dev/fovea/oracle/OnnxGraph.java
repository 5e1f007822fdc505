package dev.fovea.oracle;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import dev.fovea.shape.Shape;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A graph of ONNX operators, written node by node, which ONNX Runtime then computes.
///
/// Field numbers are those of [onnx.proto](https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), operators those of
/// set 20.
final class OnnxGraph {
    /// The operators' version.
    private static final int OPERATORS = 20;

    /// The file format's version that goes with it.
    private static final int FORMAT = 9;

    private static final int FLOAT = 1;
    private static final int LONG = 7;

    private final Protobuf graph = new Protobuf().text(2, "graph");
    private final Map<String, Values> inputs = new LinkedHashMap<>();
    private int names;

    /// What an input holds.
    private record Values(Shape shape, float[] values) {}

    /// An input of the graph: ONNX Runtime does not know its values beforehand.
    String input(Shape shape, float[] values) {
        String name = name();
        inputs.put(name, new Values(shape, values));
        graph.message(11, new Protobuf().text(1, name).message(2, tensorType(shape)));
        return name;
    }

    /// `TypeProto { tensor_type { elem_type, shape { dim { dim_value } } } }`.
    private static Protobuf tensorType(Shape shape) {
        Protobuf dimensions = new Protobuf();
        for (int extent : shape.toArray()) {
            dimensions.message(1, new Protobuf().number(1, extent));
        }
        return new Protobuf().message(1, new Protobuf().number(1, FLOAT).message(2, dimensions));
    }

    /// A constant of the graph.
    String constant(Shape shape, float[] values) {
        String name = name();
        Protobuf tensor = new Protobuf();
        for (int extent : shape.toArray()) {
            tensor.number(1, extent);
        }
        graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, Protobuf.floats(values)));
        return name;
    }

    /// A constant vector of integers: what operators take axes, shapes and bounds from.
    String integers(long... values) {
        String name = name();
        Protobuf tensor = new Protobuf().number(1, values.length).number(2, LONG);
        graph.message(5, tensor.text(8, name).bytes(9, Protobuf.longs(values)));
        return name;
    }

    /// A node.
    ///
    /// @param operator its operator
    /// @param operands the names of its inputs
    /// @param attributes names and values in turn: a `Long`, a `Float`, a `String` or a `long[]`
    /// @return the name of its (first) output
    String node(String operator, List<String> operands, Object... attributes) {
        String name = name();
        Protobuf node = new Protobuf();
        operands.forEach(operand -> node.text(1, operand));
        node.text(2, name).text(4, operator);
        for (int i = 0; i < attributes.length; i += 2) {
            node.message(5, attribute((String) attributes[i], attributes[i + 1]));
        }
        graph.message(1, node);
        return name;
    }

    private static Protobuf attribute(String name, Object value) {
        Protobuf attribute = new Protobuf().text(1, name);
        return switch (value) {
            case Float number -> attribute.number(2, number.floatValue()).number(20, 1);
            case Long number -> attribute.number(3, number).number(20, 2);
            case String text -> attribute.text(4, text).number(20, 3);
            case long[] numbers -> {
                for (long number : numbers) {
                    attribute.number(8, number);
                }
                yield attribute.number(20, 7);
            }
            default -> throw new IllegalArgumentException("attribute " + name + " is a " + value.getClass());
        };
    }

    private String name() {
        return "t" + names++;
    }

    /// Computes one output of floats.
    ///
    /// @param output its name
    /// @return its elements, row-major
    float[] run(String output) throws OrtException {
        Protobuf type = new Protobuf().message(1, new Protobuf().number(1, FLOAT));
        graph.message(12, new Protobuf().text(1, output).message(2, type));
        Protobuf model =
                new Protobuf()
                        .number(1, FORMAT)
                        .message(7, graph)
                        .message(8, new Protobuf().text(1, "").number(2, OPERATORS));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(model.toByteArray(), options)) {
                for (Map.Entry<String, Values> input : inputs.entrySet()) {
                    Values given = input.getValue();
                    long[] extents = Arrays.stream(given.shape.toArray()).asLongStream().toArray();
                    FloatBuffer values = FloatBuffer.wrap(given.values);
                    feeds.put(input.getKey(), OnnxTensor.createTensor(environment, values, extents));
                }
                try (OrtSession.Result result = session.run(feeds)) {
                    FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                    float[] floats = new float[values.remaining()];
                    values.get(floats);
                    return floats;
                }
            }
        } finally {
            feeds.values().forEach(OnnxTensor::close);
        }
    }
}
