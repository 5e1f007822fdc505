package dev.fovea.bench.peers;

import dev.fovea.data.Dataset;
import dev.fovea.data.Loader;
import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.nn.Network;
import dev.fovea.optim.Sgd;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Routine;
import dev.fovea.train.Callback;
import dev.fovea.train.Evaluation;
import dev.fovea.train.Signal;
import dev.fovea.train.TrainEvent;
import dev.fovea.train.Trainer;
import dev.fovea.train.Training;

import java.util.function.Function;

/// Fovea as a program of its users would use it: its trainer, its loader (which gathers and scales the pixels of every
/// batch anew), its predictions.
public final class FoveaSide implements Side {
    private static final int TEST_BATCH = 500;

    /// The clock stops before.
    private static final int MOST_EPOCHS = 10_000;

    private final StandardEngine engine;

    /// Fovea on this machine's best vectors.
    ///
    /// @param threads what it may use
    public FoveaSide(int threads) {
        engine = new StandardEngine(new CpuDevice(KernelSelection.select("auto").kernels(), threads));
    }

    @Override
    public String version() {
        String version = FoveaSide.class.getPackage().getImplementationVersion();
        return version == null ? "0.1" : version;
    }

    @Override
    public String tuning() {
        return engine.describe() + "; the library's Trainer and Loader, Java's options as `fovea train` has them";
    }

    @Override
    public Trained train(TrainingTask task) {
        return train(task, Trainer::start);
    }

    /// Trains as [#train(TrainingTask)] does, from what `start` makes of the trainer: a training that is begun, and may
    /// be warm.
    Trained train(TrainingTask task, Function<Trainer, Training> start) {
        Trainer trainer = trainer(task.work(), task.network(), task.data().train());
        double firstLoss = run(trainer, task.clock(), start);
        double accuracy = Evaluation.of(trainer.network(), Loader.of(task.data().test(), TEST_BATCH)).accuracy();
        return new Trained(firstLoss, accuracy);
    }

    /// What trains a network on this side's engine.
    Trainer trainer(Work work, Network network, Dataset data) {
        Loader loader = Loader.of(data, work.batch()).shuffled(WorkData.ORDER_SEED).droppingLast();
        return Trainer.of(network.on(engine), loader)
                .withOptimiser(work.optimiser())
                .withLearningRate(work.learningRate());
    }

    /// Trains a network on this side's engine until the clock says that it is enough.
    void train(Network network, Loader loader, StepClock clock) {
        run(
                Trainer.of(network.on(engine), loader).withOptimiser(Sgd.of()).withLearningRate(1e-3),
                clock,
                Trainer::start);
    }

    private static double run(Trainer trainer, StepClock clock, Function<Trainer, Training> start) {
        FirstLoss firstLoss = new FirstLoss();
        start.apply(trainer.withEpochs(MOST_EPOCHS).withListener(firstLoss::note).with(stoppingWith(clock))).run();
        return firstLoss.value;
    }

    private static Callback stoppingWith(StepClock clock) {
        return event ->
                event instanceof TrainEvent.BatchDone && !clock.stepDone() ? Signal.stop("timed") : Signal.GO_ON;
    }

    private static final class FirstLoss {
        private double value;

        void note(TrainEvent event) {
            if (event instanceof TrainEvent.BatchDone batch && batch.epoch() == 1 && batch.batch() == 1) {
                value = batch.loss();
            }
        }
    }

    @Override
    public Predictor predictor(Network network, float[] inputs, int count) {
        Network here = network.on(engine);
        Shape sample = network.sampleShape();
        Shape shape = Shape.of(count, sample.dim(0), sample.dim(1), sample.dim(2));
        Routine logits = Routine.of(engine, here::predict);
        return () -> logits.run(shape, inputs);
    }
}
