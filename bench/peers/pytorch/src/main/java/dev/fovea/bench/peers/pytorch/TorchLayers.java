package dev.fovea.bench.peers.pytorch;

import dev.fovea.bench.peers.Translator;
import dev.fovea.nn.Activation;
import dev.fovea.nn.BatchNorm;
import dev.fovea.nn.Conv;
import dev.fovea.nn.Network;
import dev.fovea.shape.Window;
import dev.fovea.tensor.Parameter;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A network as calls of libtorch's functions on parameters of its own.
final class TorchLayers extends Translator<Tensor> {
    private final torch.MemoryFormat layout;
    private final List<Tensor> trained = new ArrayList<>();
    private boolean training;

    TorchLayers(Network network, torch.MemoryFormat layout) {
        super(network);
        this.layout = layout;
    }

    /// Whether batches are normalised by their own statistics.
    void training(boolean on) {
        training = on;
    }

    /// What the optimiser changes, in the order of the layers.
    List<Tensor> trained() {
        return trained;
    }

    private Tensor trained(String layer, String name) {
        Tensor tensor = copy(layer, name);
        tensor.set_requires_grad(true);
        trained.add(tensor);
        return tensor;
    }

    private Tensor copy(String layer, String name) {
        return copy(parameter(layer, name), layout);
    }

    /// A tensor of a parameter's values.
    static Tensor copy(Parameter parameter, torch.MemoryFormat layout) {
        int[] extents = parameter.shape().toArray();
        long[] shape = new long[extents.length];
        for (int i = 0; i < extents.length; i++) {
            shape[i] = extents[i];
        }
        Tensor tensor = Tensor.create(parameter.values(), shape);
        return shape.length == 4 ? tensor.contiguous(layout) : tensor;
    }

    @Override
    protected UnaryOperator<Tensor> conv(String name, Conv conv) {
        Tensor weight = trained(name, "weight");
        TensorOptional bias = conv.bias() == null ? new TensorOptional() : new TensorOptional(trained(name, "bias"));
        Window window = conv.sliding().window();
        long[] stride = {window.strideRows(), window.strideColumns()};
        long[] padding = {window.paddingTop(), window.paddingLeft()};
        long[] dilation = {1, 1};
        return x -> torch.conv2d(x, weight, bias, stride, padding, dilation, 1);
    }

    @Override
    protected UnaryOperator<Tensor> dense(String name) {
        Tensor weight = trained(name, "weight");
        TensorOptional bias = new TensorOptional(trained(name, "bias"));
        return x -> torch.linear(x, weight, bias);
    }

    @Override
    protected UnaryOperator<Tensor> maxPool(int size) {
        return x -> torch.max_pool2d(x, size, size);
    }

    @Override
    protected UnaryOperator<Tensor> averagePool(int size) {
        long[] window = {size, size};
        LongOptional divisor = new LongOptional();
        return x -> torch.avg_pool2d(x, window, window, new long[] {0, 0}, false, true, divisor);
    }

    @Override
    protected UnaryOperator<Tensor> globalAveragePool() {
        return x -> torch.adaptive_avg_pool2d(x, 1, 1).flatten(1, 3);
    }

    @Override
    protected UnaryOperator<Tensor> flatten() {
        return x -> x.flatten(1, 3);
    }

    @Override
    protected UnaryOperator<Tensor> batchNorm(String name, BatchNorm norm) {
        TensorOptional gamma = new TensorOptional(trained(name, "gamma"));
        TensorOptional beta = new TensorOptional(trained(name, "beta"));
        TensorOptional mean = new TensorOptional(copy(name, "mean"));
        TensorOptional variance = new TensorOptional(copy(name, "variance"));
        return x -> torch.batch_norm(x, gamma, beta, mean, variance, training, norm.momentum(), norm.epsilon(), false);
    }

    @Override
    protected UnaryOperator<Tensor> activation(Activation.Function function) {
        return switch (function) {
            case RELU -> Tensor::relu_;
            case TANH -> Tensor::tanh_;
            default -> throw new IllegalArgumentException("no work has the activation " + function);
        };
    }

    @Override
    protected Tensor add(Tensor body, Tensor around) {
        return body.add_(around);
    }
}
