package dev.fovea.train;

import dev.fovea.data.Batch;
import dev.fovea.data.Batches;
import dev.fovea.data.Dataset;
import dev.fovea.data.Loader;
import dev.fovea.nn.Network;
import dev.fovea.optim.OptimiserState;
import dev.fovea.optim.Progress;
import dev.fovea.optim.Schedule;
import dev.fovea.optim.ScheduleMemory;
import dev.fovea.tensor.Parameter;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A training that is under way: run it to its end, or epoch by epoch and look between. It belongs to one thread.
///
/// ```java
/// Training training = trainer.withEpochs(19).start();
/// training.runTo(1);       // look at the weights ...
/// training.run();          // ... and go on for 18 more
/// ```
public final class Training {
    private final Trainer trainer;
    private final OptimiserState optimiserState;
    private final @Nullable Network averaged;
    private final TrainingStep recorded;
    private final LastGood lastGood;
    private final List<EpochMetrics> history = new ArrayList<>();
    private int epoch;
    private long step;
    private ScheduleMemory memory = ScheduleMemory.START;
    private String stopped = "";
    private long lastEvaluation;

    Training(Trainer trainer) {
        this.trainer = trainer;
        this.optimiserState = OptimiserState.of(trainer.optimiser(), trainer.network().parameters());
        this.averaged = trainer.averaging() == null ? null : network().on(network().engine());
        this.recorded = new TrainingStep(trainer, optimiserState, averaged);
        this.lastGood = new LastGood(all());
    }

    /// All that changes in a step.
    private List<Parameter> all() {
        List<Parameter> all = new ArrayList<>(network().all());
        all.addAll(optimiserState.parameters());
        if (averaged != null) {
            all.addAll(averaged.all());
        }
        return all;
    }

    /// Runs all epochs that are left.
    ///
    /// @throws DivergedException if loss or weights are no numbers any more
    public void run() {
        runTo(trainer.epochs());
    }

    /// Runs until an epoch is done, or a callback stops.
    ///
    /// @param lastEpoch counted from 1; nothing is done where it is behind
    /// @throws DivergedException if loss or weights are no numbers any more
    public void runTo(int lastEpoch) {
        stopped = "";
        Duration pause = trainer.evaluationPause();
        lastEvaluation = System.nanoTime() - (pause == null ? 0 : pause.toNanos());
        boolean begins = history.isEmpty();
        if (begins) {
            history.add(new EpochMetrics(0, null, evaluate(), 0, 0, 0));
        }
        tell(
                new TrainEvent.Started(
                        model(),
                        history,
                        lastEpoch,
                        trainer.loader().batchesPerEpoch(),
                        trainer.loader().samplesPerEpoch()));
        if (begins) {
            tell(new TrainEvent.EpochSettled(this, history.getFirst()));
        }
        Batches batches = trainer.loader().batches();
        while (stopped.isEmpty() && epoch < lastEpoch && trainEpoch(batches)) {
            tell(new TrainEvent.EpochSettled(this, last()));
        }
        tell(new TrainEvent.Finished(history, stopped));
    }

    /// Trains one epoch; says whether it was done to its end.
    private boolean trainEpoch(Batches batches) {
        lastGood.keep();
        long begin = System.nanoTime();
        long evaluating = 0;
        batches.start(epoch);
        double lossSum = 0;
        long correct = 0;
        int samples = 0;
        double rate = 0;
        for (int batch = 1; batches.next(); batch++) {
            rate = trainer.schedule().rate(progress());
            TrainingStep.Result result = step(batches.current(), rate);
            lossSum += result.lossSum();
            correct += result.correct();
            samples += result.samples();
            double loss = result.lossSum() / result.samples();
            if (!Double.isFinite(loss)) {
                throw diverged("the loss of batch " + batch + " is " + loss + source(batches, batch), rate);
            }
            tell(
                    new TrainEvent.BatchDone(
                            epoch + 1, batch, samples, loss, (double) result.correct() / result.samples(), rate));
            if (!stopped.isEmpty() && batch < batches.count()) {
                return false;
            }
            evaluating += batch < batches.count() ? evaluateWithin(batch) : 0;
        }
        double seconds = (System.nanoTime() - begin - evaluating) / 1e9;
        checkWeights(rate);
        epoch++;
        EpochMetrics.Score training = new EpochMetrics.Score(lossSum / samples, (double) correct / samples);
        EpochMetrics metrics = new EpochMetrics(epoch, training, evaluate(), rate, seconds, samples);
        history.add(metrics);
        memory = trainer.schedule().observe(memory, watched(trainer.schedule(), metrics));
        tell(new TrainEvent.EpochDone(metrics, memory));
        return true;
    }

    /// Evaluates within an epoch where it is time to; says how many nanoseconds it took.
    private long evaluateWithin(int batch) {
        Duration pause = trainer.evaluationPause();
        long begin = System.nanoTime();
        if (pause == null || trainer.evaluation() == null || begin - lastEvaluation < pause.toNanos()) {
            return 0;
        }
        EpochMetrics.Score score = evaluate();
        lastEvaluation = begin;
        if (score != null) {
            tell(new TrainEvent.Evaluated(epoch + 1, batch, score));
        }
        return System.nanoTime() - begin;
    }

    private TrainingStep.Result step(Batch batch, double rate) {
        TrainingStep.Result result = recorded.run(batch, epoch, rate, step + 1);
        step++;
        return result;
    }

    /// Has the engine get ready for the steps of this training, so that the first are not slower than the others: see
    /// [dev.fovea.tensor.Engine#warmUp]. A step is recorded on black images and not run, so nothing changes; of the
    /// samples only their size, the classes and the size of a batch count. It pays from about a hundred steps on, where
    /// Java is told to compile kernels at once, as the command `fovea` does.
    ///
    /// @param limit how long this may take, roughly
    public void warmUp(Duration limit) {
        TrainingStep.Recorded blank = recordBlank();
        network().engine().warmUp(blank.outputs(), blank.updates(), limit);
    }

    /// A step on black images, which is not run.
    private TrainingStep.Recorded recordBlank() {
        Loader loader = trainer.loader();
        Batch blank = Inputs.blank(Math.min(loader.batchSize(), loader.data().size()), loader.data());
        return recorded.record(Inputs.of(blank, loader.data()), epoch);
    }

    /// What this training takes of the heap, known before its first step.
    ///
    /// @return bytes by what they are for
    public MemoryNeeds memoryNeeds() {
        Loader loader = trainer.loader();
        Dataset evaluation = trainer.evaluation();
        TrainingStep.Recorded blank = recordBlank();
        Network evaluated = averaged == null ? network() : averaged;
        return new MemoryNeeds(
                MemoryNeeds.of(loader.data()) + (evaluation == null ? 0 : MemoryNeeds.of(evaluation)),
                all().stream().mapToLong(MemoryNeeds::withLastGood).sum(),
                network().engine().workspaceBytes(blank.outputs(), blank.updates()),
                evaluation == null ? 0 : Evaluation.workspaceBytes(evaluated, Evaluation.loader(evaluation, loader)));
    }

    private Progress progress() {
        long perEpoch = trainer.loader().batchesPerEpoch();
        return new Progress(step, perEpoch, perEpoch * trainer.epochs(), memory);
    }

    /// What a schedule observes: the accuracy, or the loss where it wants that.
    private static double watched(Schedule schedule, EpochMetrics metrics) {
        EpochMetrics.Score score = metrics.evaluation() == null ? metrics.training() : metrics.evaluation();
        if (score == null) {
            throw new IllegalStateException("observing epoch " + metrics.epoch() + ": it has no score");
        }
        return wantsLoss(schedule) ? score.loss() : score.accuracy();
    }

    private static boolean wantsLoss(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Plateau plateau -> plateau.smallerIsBetter();
            case Schedule.WarmUp warmUp -> wantsLoss(warmUp.then());
            default -> false;
        };
    }

    private EpochMetrics.@Nullable Score evaluate() {
        Dataset data = trainer.evaluation();
        return data == null ? null : Evaluation.of(model(), Evaluation.loader(data, trainer.loader())).score();
    }

    private void tell(TrainEvent event) {
        for (Callback callback : trainer.callbacks()) {
            if (callback.on(event) instanceof Signal.Stop stop && stopped.isEmpty()) {
                stopped = stop.reason();
            }
        }
    }

    /// Where the numbers of a batch ceased to be numbers: the epoch is repeated up to the batch before, as the step
    /// that showed it has spoilt all weights.
    private String source(Batches batches, int batch) {
        lastGood.restore();
        step = (long) epoch * trainer.loader().batchesPerEpoch();
        batches.start(epoch);
        for (int done = 1; done < batch && batches.next(); done++) {
            step(batches.current(), trainer.schedule().rate(progress()));
        }
        return batches.next() ? NotFinite.find(network(), Inputs.of(batches.current(), trainer.loader().data())) : "";
    }

    private void checkWeights(double rate) {
        String where = NotFinite.find(network());
        if (!where.isEmpty()) {
            throw diverged(where, rate);
        }
    }

    /// Goes back to the end of the epoch before and says what happened.
    private DivergedException diverged(String what, double rate) {
        lastGood.restore();
        step = (long) epoch * trainer.loader().batchesPerEpoch();
        return new DivergedException(
                "training, epoch "
                        + (epoch + 1)
                        + " at the learning rate "
                        + (float) rate
                        + ": "
                        + what
                        + "; expected finite numbers; try a learning rate ten times smaller ("
                        + (float) (rate / 10)
                        + "), clip the gradients, or scale the inputs to about -1 to 1; the training is again at the"
                        + " end of epoch "
                        + epoch
                        + ", its last good state");
    }

    /// Saves all state: weights, running statistics, the optimiser's state, counters, history, and what a
    /// [classifier][dev.fovea.model.Classifier] needs. The file appears whole or not at all.
    ///
    /// @param file a `.safetensors` file, overwritten if there is one
    /// @throws IOException if it cannot be written
    /// @throws IllegalStateException within an epoch: a checkpoint is taken between epochs
    public void save(Path file) throws IOException {
        if (step != (long) epoch * trainer.loader().batchesPerEpoch()) {
            throw new IllegalStateException(
                    "saving a training after "
                            + step
                            + " steps, within epoch "
                            + (epoch + 1)
                            + ": expected the end of an epoch; the checkpoint of the epoch before is to be used");
        }
        Checkpoint.write(this, file);
        tell(new TrainEvent.CheckpointWritten(file, epoch));
    }

    /// What is trained.
    ///
    /// @return with its present values
    public Network network() {
        return trainer.network();
    }

    /// What is evaluated, saved and used: [what is trained][#network], or the average of its weights where they are
    /// [averaged][Trainer#withAveraging].
    ///
    /// @return with its present values
    public Network model() {
        return averaged == null ? network() : averaged;
    }

    boolean isAveraging() {
        return averaged != null;
    }

    /// How it is trained.
    ///
    /// @return as given
    public Trainer trainer() {
        return trainer;
    }

    /// Epochs done.
    ///
    /// @return at least 0
    public int epoch() {
        return epoch;
    }

    /// Steps done.
    ///
    /// @return at least 0
    public long step() {
        return step;
    }

    /// All epochs done, the first being epoch 0: before training.
    ///
    /// @return empty before the first run
    public List<EpochMetrics> history() {
        return List.copyOf(history);
    }

    /// The last epoch done.
    ///
    /// @return its metrics
    /// @throws java.util.NoSuchElementException before the first run
    public EpochMetrics last() {
        return history.getLast();
    }

    OptimiserState optimiserState() {
        return optimiserState;
    }

    ScheduleMemory memory() {
        return memory;
    }

    /// Takes the place of another training of the same kind.
    void restore(int newEpoch, long newStep, ScheduleMemory newMemory, List<EpochMetrics> newHistory) {
        epoch = newEpoch;
        step = newStep;
        memory = newMemory;
        history.clear();
        history.addAll(newHistory);
    }
}
