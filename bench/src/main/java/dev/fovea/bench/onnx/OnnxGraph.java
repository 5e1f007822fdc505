package dev.fovea.bench.onnx;

import dev.fovea.shape.Shape;

import java.util.List;

/// A graph of ONNX operators, written node by node, for ONNX Runtime to compute.
///
/// Field numbers are those of [onnx.proto](https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), operators those of
/// set 20.
public final class OnnxGraph {
    /// The operators' version.
    private static final int OPERATORS = 20;

    /// The file format's version that goes with it.
    private static final int FORMAT = 9;

    private static final int FLOAT = 1;
    private static final int LONG = 7;

    private final Protobuf graph = new Protobuf().text(2, "graph");
    private int names;

    /// {@return the name of a new input of floats, whose values are not known beforehand}
    ///
    /// @param shape its shape
    public String input(Shape shape) {
        String name = name();
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

    /// {@return the name of a new constant}
    ///
    /// @param shape its shape
    /// @param values row-major
    public String constant(Shape shape, float[] values) {
        String name = name();
        Protobuf tensor = new Protobuf();
        for (int extent : shape.toArray()) {
            tensor.number(1, extent);
        }
        graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, Protobuf.floats(values)));
        return name;
    }

    /// {@return the name of a new constant vector of integers: what operators take axes, shapes and bounds from}
    ///
    /// @param values its elements
    public String integers(long... values) {
        String name = name();
        Protobuf tensor = new Protobuf().number(1, values.length).number(2, LONG);
        graph.message(5, tensor.text(8, name).bytes(9, Protobuf.longs(values)));
        return name;
    }

    /// {@return the name of the (first) output of a new node}
    ///
    /// @param operator its operator
    /// @param operands the names of its inputs
    /// @param attributes names and values in turn: a `Long`, a `Float`, a `String` or a `long[]`
    public String node(String operator, List<String> operands, Object... attributes) {
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

    /// {@return the graph as a file}
    ///
    /// @param output the name of its one output, of floats
    public byte[] model(String output) {
        Protobuf type = new Protobuf().message(1, new Protobuf().number(1, FLOAT));
        graph.message(12, new Protobuf().text(1, output).message(2, type));
        return new Protobuf()
                .number(1, FORMAT)
                .message(7, graph)
                .message(8, new Protobuf().text(1, "").number(2, OPERATORS))
                .toByteArray();
    }
}
