package dev.fovea.train;

import dev.fovea.data.Dataset;
import dev.fovea.data.Loader;
import dev.fovea.model.Preparation;
import dev.fovea.nn.Losses;
import dev.fovea.nn.Network;
import dev.fovea.optim.Adam;
import dev.fovea.optim.Clipping;
import dev.fovea.optim.Optimiser;
import dev.fovea.optim.Schedule;
import dev.fovea.optim.WeightAverage;
import dev.fovea.tensor.Tensor;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// How a network is to be trained. A trainer never changes; each `with` gives another one.
///
/// Defaults: Adam at its usual learning rate, constant; one epoch; no evaluation set; no clipping; labels as they are;
/// no callbacks.
///
/// ```java
/// Training training =
///         Trainer.of(network, Loader.of(mnist.train(), 100).shuffled(1))
///                 .withOptimiser(Adam.of())
///                 .withSchedule(Schedule.OneCycle.of(.003))
///                 .withEpochs(8)
///                 .withEvaluation(mnist.test())
///                 .train();
/// ```
public final class Trainer {
    private final Network network;
    private final Loader loader;
    private Optimiser optimiser;
    private Schedule schedule;
    private int epochs;
    private double labelSmoothing;
    private boolean summed;
    private @Nullable WeightAverage averaging;
    private @Nullable Duration evaluationPause;
    private Preparation.Form form;
    private @Nullable Clipping clipping;
    private @Nullable Dataset evaluation;
    private List<Callback> callbacks;

    private Trainer(Network network, Loader loader) {
        this.network = network;
        this.loader = loader;
        this.optimiser = Adam.of();
        this.schedule = Schedule.constant(optimiser.usualLearningRate());
        this.epochs = 1;
        this.form = Preparation.suiting(loader.data(), loader.scaling()).form();
        this.callbacks = List.of();
    }

    private Trainer(Trainer other) {
        this.network = other.network;
        this.loader = other.loader;
        this.optimiser = other.optimiser;
        this.schedule = other.schedule;
        this.epochs = other.epochs;
        this.labelSmoothing = other.labelSmoothing;
        this.summed = other.summed;
        this.averaging = other.averaging;
        this.evaluationPause = other.evaluationPause;
        this.form = other.form;
        this.clipping = other.clipping;
        this.evaluation = other.evaluation;
        this.callbacks = other.callbacks;
    }

    /// A trainer with the defaults.
    ///
    /// @param network changes in training; give it an engine with [Network#on] first where it is not to be the standard
    ///   one
    /// @param loader gives batches of samples: batch size, order, scaling, augmentation
    /// @return the trainer
    /// @throws IllegalArgumentException if there are no samples
    public static Trainer of(Network network, Loader loader) {
        if (loader.samplesPerEpoch() == 0) {
            throw new IllegalArgumentException(
                    "training on "
                            + loader.data()
                            + " in batches of "
                            + loader.batchSize()
                            + ": an epoch has no sample; expected at least one batch");
        }
        return new Trainer(network, loader);
    }

    /// {@return the same with another optimiser; the schedule becomes its usual learning rate}
    ///
    /// @param next the optimiser
    public Trainer withOptimiser(Optimiser next) {
        Trainer changed = new Trainer(this);
        changed.optimiser = next;
        changed.schedule = Schedule.constant(next.usualLearningRate());
        return changed;
    }

    /// {@return the same with other learning rates}
    ///
    /// @param next the learning rate of each step
    public Trainer withSchedule(Schedule next) {
        Trainer changed = new Trainer(this);
        changed.schedule = next;
        return changed;
    }

    /// {@return the same with another learning rate, constant}
    ///
    /// @param rate the learning rate of every step
    public Trainer withLearningRate(double rate) {
        return withSchedule(Schedule.constant(rate));
    }

    /// {@return the same with another number of epochs}
    ///
    /// @param count at least 1
    /// @throws IllegalArgumentException if there is no epoch
    public Trainer withEpochs(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("training for " + count + " epochs; expected at least 1");
        }
        Trainer changed = new Trainer(this);
        changed.epochs = count;
        return changed;
    }

    /// {@return the same, evaluating after each epoch, and before the first}
    ///
    /// @param data samples that are not trained on
    public Trainer withEvaluation(Dataset data) {
        Trainer changed = new Trainer(this);
        changed.evaluation = data;
        return changed;
    }

    /// {@return the same with gradients kept small}
    ///
    /// @param next how
    public Trainer withClipping(Clipping next) {
        Trainer changed = new Trainer(this);
        changed.clipping = next;
        return changed;
    }

    /// {@return the same with smoothed labels, which change what is made small but not the loss that is told}
    ///
    /// @param smoothing at least 0 and below 1, as for [Losses#crossEntropy(Tensor, Tensor, double)]
    public Trainer withLabelSmoothing(double smoothing) {
        Trainer changed = new Trainer(this);
        changed.labelSmoothing = smoothing;
        return changed;
    }

    /// {@return the same with the loss summed over a batch instead of its mean: gradients grow with the batch}
    public Trainer withSummedLoss() {
        Trainer changed = new Trainer(this);
        changed.summed = true;
        return changed;
    }

    /// {@return the same with a moving average of the weights, which is then what is evaluated, saved and used}
    ///
    /// @param next how weights and running statistics are averaged
    public Trainer withAveraging(WeightAverage next) {
        Trainer changed = new Trainer(this);
        changed.averaging = next;
        return changed;
    }

    /// {@return the same, evaluating within an epoch too, at most every so often: each tells [TrainEvent.Evaluated]. It
    /// depends on the clock and changes no weight}
    ///
    /// @param pause the shortest time from one to the next
    public Trainer withEvaluationEvery(Duration pause) {
        Trainer changed = new Trainer(this);
        changed.evaluationPause = pause;
        return changed;
    }

    /// {@return the same with another preparation of pictures in use}
    ///
    /// @param next for `mnist` and `digits` digits as MNIST's by default, else resized pictures
    public Trainer withForm(Preparation.Form next) {
        Trainer changed = new Trainer(this);
        changed.form = next;
        return changed;
    }

    /// {@return the same with one more callback, told after those before it}
    ///
    /// @param callback is told what happens
    public Trainer with(Callback callback) {
        Trainer changed = new Trainer(this);
        changed.callbacks = new ArrayList<>(callbacks);
        changed.callbacks.add(callback);
        changed.callbacks = List.copyOf(changed.callbacks);
        return changed;
    }

    /// {@return the same with one more listener, told after the callbacks before it}
    ///
    /// @param listener is told what happens
    public Trainer withListener(Consumer<? super TrainEvent> listener) {
        return with(Callback.listening(listener));
    }

    /// Trains for all epochs.
    ///
    /// @return the training, done
    /// @throws DivergedException if loss or weights are no numbers any more
    public Training train() {
        Training training = start();
        training.run();
        return training;
    }

    /// Begins a training, without a step.
    ///
    /// @return the training, before its first epoch
    public Training start() {
        return new Training(this);
    }

    /// Takes up a training where a checkpoint left it. Going on gives the same bits as if it had never stopped.
    ///
    /// @param checkpoint what [Training#save] wrote
    /// @return the training; its network has the checkpoint's values
    /// @throws dev.fovea.model.ModelException if the checkpoint is damaged, or of another training: other data, network
    ///   or options (more epochs are allowed)
    /// @throws IOException if it cannot be read
    public Training resume(Path checkpoint) throws IOException {
        Training training = new Training(this);
        Checkpoint.restore(training, checkpoint);
        return training;
    }

    /// What is trained.
    ///
    /// @return as given
    public Network network() {
        return network;
    }

    /// What gives the batches.
    ///
    /// @return as given
    public Loader loader() {
        return loader;
    }

    /// The optimiser.
    ///
    /// @return Adam by default
    public Optimiser optimiser() {
        return optimiser;
    }

    /// The learning rates.
    ///
    /// @return constant by default
    public Schedule schedule() {
        return schedule;
    }

    /// The number of epochs.
    ///
    /// @return at least 1
    public int epochs() {
        return epochs;
    }

    /// What is evaluated on.
    ///
    /// @return the samples, or null
    public @Nullable Dataset evaluation() {
        return evaluation;
    }

    /// Who is told what happens.
    ///
    /// @return in order
    public List<Callback> callbacks() {
        return callbacks;
    }

    /// How pictures are prepared in use.
    ///
    /// @return the preparation that a checkpoint holds
    public Preparation preparation() {
        return new Preparation(loader.data().imageSize(), form, loader.scaling());
    }

    /// How weights are averaged.
    ///
    /// @return null, the default, for not at all
    public @Nullable WeightAverage averaging() {
        return averaging;
    }

    @Nullable Duration evaluationPause() {
        return evaluationPause;
    }

    /// What is made small.
    Tensor loss(Tensor logits, Tensor labels) {
        Tensor mean = Losses.crossEntropy(logits, labels, labelSmoothing);
        return summed ? mean.multiply((float) labels.shape().dim(0)) : mean;
    }

    List<Tensor> clip(List<Tensor> gradients) {
        return clipping == null ? gradients : clipping.clip(gradients);
    }

    /// What must be the same for a resumed training to give the same bits; the number of epochs may grow, though some
    /// schedules then differ.
    String options() {
        return String.join(
                "; ",
                "batches of " + loader.batchSize() + (loader.dropLast() ? " without a short last one" : ""),
                loader.shuffle() ? "shuffled" : "in order",
                "seed " + loader.seed(),
                String.valueOf(loader.augmentation()),
                String.valueOf(loader.scaling()),
                String.valueOf(optimiser),
                String.valueOf(schedule),
                clipping == null ? "no clipping" : String.valueOf(clipping),
                (summed ? "summed loss, " : "") + "label smoothing " + labelSmoothing,
                averaging == null ? "no averaging" : String.valueOf(averaging));
    }
}
