package dev.fovea.train;

import dev.fovea.data.Digits;
import dev.fovea.data.Loader;
import dev.fovea.data.Splits;
import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.image.Augmentation;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.nn.Layers;
import dev.fovea.nn.Network;
import dev.fovea.optim.Schedule;
import dev.fovea.optim.Sgd;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;

/// A training of a second: few digits, a small network with everything that has state.
final class Small {
    static final Splits DATA = Digits.draw(7, 230, 100);

    private Small() {}

    static Engine engine(int threads) {
        return new StandardEngine(new CpuDevice(KernelSelection.select("auto").kernels(), threads));
    }

    /// Running statistics, dropout's masks and a residual: what a checkpoint must not lose.
    static Network network() {
        return Network.of(
                        Shape.of(1, 28, 28),
                        3,
                        Layers.maxPool(2),
                        Layers.conv(6, 3),
                        Layers.batchNorm(),
                        Layers.relu(),
                        Layers.maxPool(2),
                        Layers.residual(Layers.conv(6, 3).withSamePadding(), Layers.relu()),
                        Layers.flatten(),
                        Layers.dropout(.2),
                        Layers.dense(10))
                .on(engine(1));
    }

    static Loader loader() {
        return Loader.of(DATA.train(), 32).shuffled(5).augmented(Augmentation.ofNoise(.1f), 5);
    }

    static Trainer trainer() {
        return Trainer.of(network(), loader())
                .withOptimiser(Sgd.of().withMomentum(.9))
                .withSchedule(new Schedule.Cosine(.02, 0))
                .withEpochs(4)
                .withEvaluation(DATA.test());
    }
}
