package dev.fovea.bench.peers.pytorch;

import dev.fovea.bench.peers.Side;
import dev.fovea.bench.peers.Versions;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

import java.util.function.UnaryOperator;

/// PyTorch's libtorch.
public final class TorchSide implements Side {
    private final torch.MemoryFormat layout =
            torch.MemoryFormat.valueOf(System.getProperty("pytorch.layout", "Contiguous"));
    private final int threads;

    /// libtorch with its usual settings.
    ///
    /// @param threads what it may use within an operation; between operations it has one
    public TorchSide(int threads) {
        this.threads = threads;
        torch.set_num_threads(threads);
        torch.set_num_interop_threads(1);
    }

    @Override
    public String version() {
        return Versions.of("org.bytedeco", "pytorch");
    }

    @Override
    public String tuning() {
        return "layout "
                + layout
                + ", oneDNN "
                + (Context.hasMKLDNN() ? "in" : "not in")
                + " the build, "
                + threads
                + " threads within operations, 1 between";
    }

    @Override
    public Trained train(TrainingTask task) throws Exception {
        return new TorchTraining(task, layout).run(task);
    }

    @Override
    public Predictor predictor(Network network, float[] inputs, int count) {
        UnaryOperator<Tensor> layers = new TorchLayers(network, layout).translate();
        Shape sample = network.sampleShape();
        Tensor kept = Tensor.create(inputs, count, sample.dim(0), sample.dim(1), sample.dim(2)).contiguous(layout);
        return () -> {
            try (PointerScope _ = new PointerScope();
                    InferenceMode _ = new InferenceMode()) {
                return floats(layers.apply(kept));
            }
        };
    }

    /// The elements of a tensor, row-major.
    static float[] floats(Tensor tensor) {
        Tensor rows = tensor.contiguous();
        float[] values = new float[(int) rows.numel()];
        new FloatPointer(rows.data_ptr()).get(values);
        return values;
    }
}
