package dev.fovea.oracle;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import dev.fovea.bench.onnx.OnnxGraph;
import dev.fovea.shape.Shape;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// A graph with the values of its inputs, which ONNX Runtime computes.
final class OnnxRun {
    private final OnnxGraph graph = new OnnxGraph();
    private final Map<String, Values> inputs = new LinkedHashMap<>();

    /// What an input holds.
    private record Values(Shape shape, float[] values) {}

    /// Where nodes are added.
    OnnxGraph graph() {
        return graph;
    }

    /// An input of the graph: ONNX Runtime does not know its values beforehand.
    String input(Shape shape, float[] values) {
        String name = graph.input(shape);
        inputs.put(name, new Values(shape, values));
        return name;
    }

    /// Computes one output of floats.
    ///
    /// @param output its name
    /// @return its elements, row-major
    float[] run(String output) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(graph.model(output), options)) {
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
