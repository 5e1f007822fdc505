package dev.fovea.nn;

import dev.fovea.tensor.Tensor;

import java.util.function.UnaryOperator;

/// Short names for layers, to be imported statically.
public final class Layers {
    private Layers() {}

    /// {@return [Conv#of(int, int)]}
    public static Conv conv(int filters, int kernel) {
        return Conv.of(filters, kernel);
    }

    /// {@return [MaxPool#of(int)]}
    public static MaxPool maxPool(int kernel) {
        return MaxPool.of(kernel);
    }

    /// {@return [AveragePool#of(int)]}
    public static AveragePool averagePool(int kernel) {
        return AveragePool.of(kernel);
    }

    /// {@return [GlobalAveragePool]}
    public static GlobalAveragePool globalAveragePool() {
        return new GlobalAveragePool();
    }

    /// {@return [Dense#of(int)]}
    public static Dense dense(int units) {
        return Dense.of(units);
    }

    /// {@return [Flatten]}
    public static Flatten flatten() {
        return new Flatten();
    }

    /// {@return [Activation#relu]}
    public static Activation relu() {
        return Activation.relu();
    }

    /// {@return [Activation#leakyRelu]}
    public static Activation leakyRelu(double slope) {
        return Activation.leakyRelu(slope);
    }

    /// {@return [Activation#tanh]}
    public static Activation tanh() {
        return Activation.tanh();
    }

    /// {@return [Activation#sigmoid]}
    public static Activation sigmoid() {
        return Activation.sigmoid();
    }

    /// {@return [Softmax]}
    public static Softmax softmax() {
        return new Softmax();
    }

    /// {@return [BatchNorm#of]}
    public static BatchNorm batchNorm() {
        return BatchNorm.of();
    }

    /// {@return [Dropout#of]}
    public static Dropout dropout(double rate) {
        return Dropout.of(rate);
    }

    /// {@return [Chain#of(Layer...)]}
    public static Chain chain(Layer... layers) {
        return Chain.of(layers);
    }

    /// {@return [Residual#of]}
    public static Residual residual(Layer... body) {
        return Residual.of(body);
    }

    /// {@return [Parallel#of]}
    public static Parallel parallel(Layer... branches) {
        return Parallel.of(branches);
    }

    /// {@return [Lambda]}
    public static Lambda lambda(String name, UnaryOperator<Tensor> function) {
        return new Lambda(name, function);
    }
}
