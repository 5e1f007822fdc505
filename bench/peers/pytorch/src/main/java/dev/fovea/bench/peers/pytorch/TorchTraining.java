package dev.fovea.bench.peers.pytorch;

import dev.fovea.bench.peers.ResidentTraining;
import dev.fovea.bench.peers.Side;
import dev.fovea.optim.Adam;
import dev.fovea.optim.Optimiser;
import dev.fovea.optim.Sgd;
import dev.fovea.shape.Shape;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Training with libtorch's autograd and its optimisers.
final class TorchTraining extends ResidentTraining {
    private final Shape sample;
    private final torch.MemoryFormat layout;
    private final TorchLayers layers;
    private final UnaryOperator<Tensor> network;
    private final org.bytedeco.pytorch.Optimizer optimiser;
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<Tensor> labels = new ArrayList<>();

    TorchTraining(Side.TrainingTask task, torch.MemoryFormat layout) {
        this.sample = task.work().sample();
        this.layout = layout;
        this.layers = new TorchLayers(task.network(), layout);
        this.network = layers.translate();
        TensorVector parameters = new TensorVector(layers.trained().toArray(Tensor[]::new));
        this.optimiser = optimiser(task.work().optimiser(), task.work().learningRate(), parameters);
    }

    private static org.bytedeco.pytorch.Optimizer optimiser(Optimiser rule, double rate, TensorVector parameters) {
        return switch (rule) {
            case Sgd sgd -> {
                SGDOptions options = new SGDOptions(rate);
                options.momentum().put(sgd.momentum());
                yield new SGD(parameters, options);
            }
            case Adam adam -> {
                AdamOptions options = new AdamOptions(rate);
                // A tuple of C++, whose elements lie in memory in an order of their own: its defaults are not touched.
                if (adam.beta1() != 0.9 || adam.beta2() != 0.999) {
                    throw new IllegalArgumentException("no work has betas of " + adam.beta1() + " and " + adam.beta2());
                }
                options.eps().put(adam.epsilon());
                yield new org.bytedeco.pytorch.Adam(parameters, options);
            }
            default -> throw new IllegalArgumentException("no work has the optimiser " + rule);
        };
    }

    private Tensor tensor(float[] pixels, int count) {
        return Tensor.create(pixels, count, sample.dim(0), sample.dim(1), sample.dim(2)).contiguous(layout);
    }

    @Override
    protected void keep(float[] pixels, int[] classes) {
        long[] numbers = new long[classes.length];
        for (int i = 0; i < classes.length; i++) {
            numbers[i] = classes[i];
        }
        inputs.add(tensor(pixels, classes.length).clone());
        labels.add(Tensor.create(numbers));
    }

    private Tensor lossOf(int batch) {
        layers.training(true);
        return torch.cross_entropy_loss(network.apply(inputs.get(batch)), labels.get(batch));
    }

    @Override
    protected void step(int batch) {
        try (PointerScope _ = new PointerScope()) {
            optimiser.zero_grad();
            lossOf(batch).backward();
            optimiser.step();
        }
    }

    @Override
    protected double loss(int batch) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            return lossOf(batch).item_float();
        }
    }

    @Override
    protected float[] logits(float[] pixels, int count) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            layers.training(false);
            return TorchSide.floats(network.apply(tensor(pixels, count)));
        }
    }
}
