package dev.fovea.bench.peers;

import static dev.fovea.nn.Layers.averagePool;
import static dev.fovea.nn.Layers.batchNorm;
import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.globalAveragePool;
import static dev.fovea.nn.Layers.maxPool;
import static dev.fovea.nn.Layers.relu;

import dev.fovea.nn.Conv;
import dev.fovea.nn.Initialiser;
import dev.fovea.nn.Layer;
import dev.fovea.nn.NamedNetwork;
import dev.fovea.nn.Network;
import dev.fovea.nn.Residual;
import dev.fovea.optim.Adam;
import dev.fovea.optim.Optimiser;
import dev.fovea.optim.Sgd;
import dev.fovea.shape.Shape;

import java.util.ArrayList;
import java.util.List;

/// What all sides train, each with the same first values, the same batches and the same optimiser.
public enum Work {
    /// LeNet 20/50/500 with tanh and max pooling.
    A("lenet: 20/50/500, tanh, max pool; SGD with momentum", 100, 0.05) {
        @Override
        List<Layer> layers() {
            return NamedNetwork.LENET_TANH.layers(10);
        }
    },

    /// Three small padded convolutions, from Flux's model zoo.
    B("flux-zoo-cnn: 16/32/32 of 3x3, relu, max pool; Adam", 128, 0.003) {
        @Override
        List<Layer> layers() {
            List<Layer> layers = new ArrayList<>();
            for (int filters : new int[] {16, 32, 32}) {
                layers.addAll(List.of(conv(filters, 3).withPadding(1), relu(), maxPool(2)));
            }
            layers.addAll(List.of(flatten(), dense(10)));
            return layers;
        }
    },

    /// A convolution of 3x3, one of 5x5, average pooling, from MXNet's tutorials.
    C("mxnet-scratch-cnn: 20 of 3x3, 50 of 5x5, relu, average pool, 128; SGD, mean loss", 64, 0.1) {
        @Override
        List<Layer> layers() {
            Initialiser he = Initialiser.heNormal();
            return List.of(
                    conv(20, 3).withWeight(he),
                    relu(),
                    averagePool(2),
                    conv(50, 5).withWeight(he),
                    relu(),
                    averagePool(2),
                    flatten(),
                    dense(128).withWeight(he),
                    relu(),
                    dense(10));
        }
    },

    /// ResNet-20 for 3x32x32 with batch normalisation and shortcuts of 1x1 where shapes change. Source: K. He et al.,
    /// *Deep Residual Learning for Image Recognition*, CVPR 2016, section 4.2.
    D("ResNet-20 for 3x32x32, batch normalisation; SGD with momentum", 128, 0.05) {
        @Override
        List<Layer> layers() {
            List<Layer> layers = new ArrayList<>(List.of(plain(16, 3, 1), batchNorm(), relu()));
            int channels = 16;
            for (int filters : new int[] {16, 32, 64}) {
                for (int block = 0; block < 3; block++) {
                    int stride = filters == channels ? 1 : 2;
                    Residual residual =
                            Residual.of(
                                    plain(filters, 3, stride), batchNorm(), relu(), plain(filters, 3, 1), batchNorm());
                    layers.add(stride == 1 ? residual : residual.withShortcut(plain(filters, 1, stride), batchNorm()));
                    layers.add(relu());
                    channels = filters;
                }
            }
            layers.addAll(List.of(globalAveragePool(), dense(10)));
            return layers;
        }
    };

    private static final long SEED = 1;

    private final String title;
    private final int batch;
    private final double learningRate;

    Work(String title, int batch, double learningRate) {
        this.title = title;
        this.batch = batch;
        this.learningRate = learningRate;
    }

    private static Conv plain(int filters, int kernel, int stride) {
        return conv(filters, kernel)
                .withoutBias()
                .withStride(stride)
                .withPadding(kernel / 2)
                .withWeight(Initialiser.heNormal());
    }

    abstract List<Layer> layers();

    /// {@return the network with its first values, the same for every side}
    public Network network() {
        return Network.of(sample(), SEED, layers());
    }

    /// {@return the shape of one sample}
    public Shape sample() {
        return this == D ? Shape.of(3, 32, 32) : Shape.of(1, 28, 28);
    }

    /// {@return network and optimiser in words}
    public String title() {
        return title;
    }

    /// {@return samples in a training step}
    public int batch() {
        return batch;
    }

    /// {@return how weights change}
    public Optimiser optimiser() {
        return switch (this) {
            case A, D -> Sgd.of().withMomentum(0.9);
            case B -> Adam.of();
            case C -> Sgd.of();
        };
    }

    /// {@return the learning rate of every step}
    public double learningRate() {
        return learningRate;
    }

    /// {@return training steps before the clock starts: they count as training, for all sides alike}
    public int warmUpSteps() {
        return this == D ? 60 : 600;
    }
}
