package dev.fovea.bench.peers.tensorflow;

import dev.fovea.bench.peers.Side;
import dev.fovea.bench.peers.Versions;
import dev.fovea.nn.Network;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/// TensorFlow in graph mode.
public final class TensorFlowSide implements Side {
    private final int threads;

    /// TensorFlow with its usual settings.
    ///
    /// @param threads what it may use within an operation; between operations it has one
    public TensorFlowSide(int threads) {
        this.threads = threads;
    }

    @Override
    public String version() {
        return Versions.of("org.tensorflow", "tensorflow-core-api") + " (TensorFlow " + TensorFlow.version() + ")";
    }

    @Override
    public String tuning() {
        return "graph, channels last, oneDNN as by default, " + threads + " threads within operations, 1 between";
    }

    /// How sessions run.
    ConfigProto configuration() {
        return ConfigProto.newBuilder().setIntraOpParallelismThreads(threads).setInterOpParallelismThreads(1).build();
    }

    @Override
    public Trained train(TrainingTask task) throws Exception {
        return new GraphTraining(task, this).run(task);
    }

    @Override
    public Predictor predictor(Network network, float[] inputs, int count) {
        Graph graph = new Graph();
        Ops tf = Ops.create(graph);
        TFloat32 kept = images(network.sampleShape(), inputs, count);
        Placeholder<TFloat32> images = tf.placeholder(TFloat32.class, Placeholder.shape(kept.shape()));
        Operand<TFloat32> logits =
                new GraphLayers(network, tf, new Values(tf, true), false).translate().apply(new Flow(images)).value();
        Session session = new Session(graph, configuration());
        return () -> {
            try (Result result = session.runner().feed(images, kept).fetch(logits).run()) {
                return floats((TFloat32) result.get(0));
            }
        };
    }

    /// Images as this engine keeps them, `[samples, rows, columns, channels]`.
    static TFloat32 images(dev.fovea.shape.Shape sample, float[] pixels, int count) {
        Shape shape = Shape.of(count, sample.dim(1), sample.dim(2), sample.dim(0));
        return tensor(Turning.images(pixels, count, sample.dim(0)), shape);
    }

    static TFloat32 tensor(float[] values, Shape shape) {
        return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
    }

    /// The elements of a tensor, row-major.
    static float[] floats(TFloat32 tensor) {
        float[] values = new float[(int) tensor.size()];
        tensor.copyTo(DataBuffers.of(values, false, false));
        return values;
    }
}
