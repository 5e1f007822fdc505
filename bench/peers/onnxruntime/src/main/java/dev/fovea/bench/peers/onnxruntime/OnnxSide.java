package dev.fovea.bench.peers.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import dev.fovea.bench.onnx.OnnxGraph;
import dev.fovea.bench.onnx.OnnxLayers;
import dev.fovea.bench.peers.Side;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/// ONNX Runtime, which predicts only.
public final class OnnxSide implements Side {
    private static final int CLASSES = 10;

    private final int threads;

    /// ONNX Runtime with all its optimisations of graphs.
    ///
    /// @param threads what it may use within an operation; between operations it has one
    public OnnxSide(int threads) {
        this.threads = threads;
    }

    @Override
    public String version() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    @Override
    public String tuning() {
        return "all optimisations of the graph, input and output kept in its own memory, "
                + threads
                + " threads within operations, 1 between";
    }

    @Override
    public Trained train(TrainingTask task) {
        throw new UnsupportedOperationException("training " + task.work() + ": ONNX Runtime for Java predicts only");
    }

    @Override
    public Predictor predictor(Network network, float[] inputs, int count) throws OrtException {
        Shape sample = network.sampleShape();
        Shape shape = Shape.of(count, sample.dim(0), sample.dim(1), sample.dim(2));
        OnnxGraph graph = new OnnxGraph();
        String input = graph.input(shape);
        String output = new OnnxLayers(network, graph).all(input);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession session = environment.createSession(graph.model(output), options());
        FloatBuffer pixels = direct(inputs.length).put(inputs).rewind();
        long[] extents = {count, sample.dim(0), sample.dim(1), sample.dim(2)};
        Map<String, OnnxTensor> feeds = Map.of(input, OnnxTensor.createTensor(environment, pixels, extents));
        FloatBuffer logits = direct(count * CLASSES);
        Map<String, OnnxTensor> results =
                Map.of(output, OnnxTensor.createTensor(environment, logits, new long[] {count, CLASSES}));
        return () -> {
            try (OrtSession.Result _ = session.run(feeds, results)) {
                float[] values = new float[count * CLASSES];
                logits.get(0, values);
                return values;
            }
        };
    }

    private OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        return options;
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
}
