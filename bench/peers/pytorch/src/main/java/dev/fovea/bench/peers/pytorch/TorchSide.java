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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/// PyTorch's libtorch.
public final class TorchSide implements Side {
    private static final List<torch.MemoryFormat> LAYOUTS =
            List.of(torch.MemoryFormat.Contiguous, torch.MemoryFormat.ChannelsLast);
    private static final double SECONDS_PER_TRIAL = 0.7;
    private static final int TRIAL_BATCHES = 4;

    private final int threads;
    private String chosen = "";

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
        return chosen
                + "oneDNN "
                + (Context.hasMKLDNN() ? "in" : "not in")
                + " the build, "
                + threads
                + " threads within operations, 1 between";
    }

    @Override
    public Trained train(TrainingTask task) throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (torch.MemoryFormat layout : LAYOUTS) {
            TorchTraining trial = new TorchTraining(task, layout);
            trial.keepFirst(task, TRIAL_BATCHES);
            int[] step = {0};
            seconds.add(secondsOf(() -> trial.step(step[0]++ % TRIAL_BATCHES)));
        }
        torch.MemoryFormat best = LAYOUTS.get(least(seconds));
        chosen = "layout " + best + " (the fastest of two in this process), ";
        return new TorchTraining(task, best).run(task);
    }

    /// How long one call takes, after some to warm up.
    private static double secondsOf(Runnable call) {
        double seconds = 0;
        for (int pass = 0; pass < 2; pass++) {
            long start = System.nanoTime();
            int calls = 0;
            do {
                call.run();
                calls++;
                seconds = (System.nanoTime() - start) * 1e-9;
            } while (seconds < SECONDS_PER_TRIAL);
            seconds /= calls;
        }
        return seconds;
    }

    private static int least(List<Double> seconds) {
        return seconds.indexOf(Collections.min(seconds));
    }

    /// Called function by function or as a frozen script, in one layout or the other: whatever is fastest here.
    @Override
    public Predictor predictor(Network network, float[] inputs, int count) {
        List<String> names = new ArrayList<>();
        List<Logits> candidates = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        Shape sample = network.sampleShape();
        for (torch.MemoryFormat layout : LAYOUTS) {
            Tensor kept = Tensor.create(inputs, count, sample.dim(0), sample.dim(1), sample.dim(2)).contiguous(layout);
            names.add("calls");
            candidates.add(new Logits(new TorchLayers(network, layout).translate(), kept));
            names.add("frozen script");
            candidates.add(new Logits(TorchScript.frozen(network, layout), kept));
        }
        for (Logits candidate : candidates) {
            seconds.add(secondsOf(candidate::predict));
        }
        int best = least(seconds);
        chosen = names.get(best) + ", layout " + LAYOUTS.get(best / 2) + " (the fastest of four in this process), ";
        return candidates.get(best)::predict;
    }

    /// A network and its inputs.
    private record Logits(UnaryOperator<Tensor> layers, Tensor kept) {
        float[] predict() {
            try (PointerScope _ = new PointerScope();
                    InferenceMode _ = new InferenceMode()) {
                return floats(layers.apply(kept));
            }
        }
    }

    /// The elements of a tensor, row-major.
    static float[] floats(Tensor tensor) {
        Tensor rows = tensor.contiguous();
        float[] values = new float[(int) rows.numel()];
        new FloatPointer(rows.data_ptr()).get(values);
        return values;
    }
}
