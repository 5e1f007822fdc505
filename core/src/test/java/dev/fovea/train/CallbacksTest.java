package dev.fovea.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.optim.Schedule;
import dev.fovea.optim.ScheduleMemory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class CallbacksTest {
    @TempDir Path folder;

    @Test
    void everyNthBatchIsToldAndAllElse() {
        List<TrainEvent> told = new ArrayList<>();
        Callback callback = Callbacks.everyBatches(3, Callback.listening(told::add));
        for (int batch = 1; batch <= 7; batch++) {
            callback.on(batch(batch, 1));
        }
        callback.on(epoch(1, .5, ScheduleMemory.START));
        assertThat(told).hasSize(3);
        assertThat(((TrainEvent.BatchDone) told.get(1)).batch()).isEqualTo(6);
        assertThatThrownBy(() -> Callbacks.everyBatches(0, callback))
                .hasMessage("telling every 0 batches; expected at least 1");
    }

    @Test
    void aThrottleHoldsBatchesBackButNothingElse() {
        List<TrainEvent> told = new ArrayList<>();
        Callback callback = Callbacks.throttled(Duration.ofHours(1), Callback.listening(told::add));
        callback.on(batch(1, 1));
        callback.on(batch(2, 1));
        callback.on(epoch(1, .5, ScheduleMemory.START));
        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).isEqualTo(batch(1, 1));
    }

    @Test
    void theMovingAverageBeginsWithTheFirstLoss() {
        MovingAverage average = new MovingAverage(.25);
        assertThat(average.value()).isNaN();
        average.on(batch(1, 8));
        assertThat(average.value()).isEqualTo(8);
        average.on(batch(2, 4));
        assertThat(average.value()).isEqualTo(7);
        assertThatThrownBy(() -> new MovingAverage(0))
                .hasMessageContaining("weight 0.0; expected above 0 and at most 1");
    }

    @Test
    void aTargetStopsWhenItIsReached() {
        Callback target = Callbacks.targetAccuracy(.9);
        assertThat(target.on(epoch(1, .8999, ScheduleMemory.START))).isEqualTo(Signal.GO_ON);
        assertThat(target.on(epoch(2, .9, ScheduleMemory.START)))
                .isEqualTo(Signal.stop("epoch 2 reached the accuracy 0.9, asked for 0.9"));
        assertThatThrownBy(() -> Callbacks.targetAccuracy(99)).hasMessageContaining("expected 0 to 1, such as 0.999");
        Training training = Small.trainer().with(Callbacks.targetAccuracy(.2)).train();
        assertThat(training.epoch()).isLessThan(4);
    }

    /// The rule of the model zoo's example, by hand: accuracy .5 in epoch 1, never better; rates fall after epochs 6,
    /// 11 and 16 (from 1.1e-4: 1.1e-5, 1.1e-6, 1.1e-7), then ten epochs without a new best end it.
    @Test
    void thePlateauRuleDropsThreeTimesAndThenConverges() {
        Schedule.Plateau schedule = Schedule.Plateau.of(1.1e-4);
        Callback converged = Callbacks.converged(10);
        ScheduleMemory memory = ScheduleMemory.START;
        int epoch = 0;
        Signal signal = Signal.GO_ON;
        List<Integer> drops = new ArrayList<>();
        while (signal.equals(Signal.GO_ON) && epoch < 100) {
            epoch++;
            ScheduleMemory next = schedule.observe(memory, epoch == 1 ? .5 : .4);
            if (next.reductions() > memory.reductions()) {
                drops.add(epoch);
            }
            memory = next;
            signal = converged.on(epoch(epoch, .4, memory));
        }
        assertThat(drops).containsExactly(6, 11, 16);
        assertThat(epoch).isEqualTo(26);
        assertThat(signal.toString()).contains("converged: no better epoch in 10");
    }

    @Test
    void theBestIsSavedTiesIncluded() throws IOException {
        Path file = folder.resolve("best.safetensors");
        SaveBest best = new SaveBest(file);
        Training training = Small.trainer().withEpochs(1).train();
        best.on(new TrainEvent.EpochSettled(training, metrics(1, .5)));
        assertThat(file).exists();
        Files.delete(file);
        best.on(new TrainEvent.EpochSettled(training, metrics(2, .4)));
        assertThat(file).doesNotExist();
        best.on(new TrainEvent.EpochSettled(training, metrics(3, .5)));
        assertThat(file).exists();
        assertThat(best.best()).isEqualTo(.5);
        Files.delete(file);
        best.on(new TrainEvent.Started(training.network(), List.of(metrics(0, .99), metrics(1, .7)), 3, 1, 1));
        best.on(new TrainEvent.EpochSettled(training, metrics(2, .6)));
        assertThat(file).doesNotExist();
    }

    private static TrainEvent.BatchDone batch(int batch, double loss) {
        return new TrainEvent.BatchDone(1, batch, 10 * batch, loss, .5, .1);
    }

    private static TrainEvent epoch(int epoch, double accuracy, ScheduleMemory memory) {
        return new TrainEvent.EpochDone(metrics(epoch, accuracy), memory);
    }

    private static EpochMetrics metrics(int epoch, double accuracy) {
        return new EpochMetrics(epoch, null, new EpochMetrics.Score(1, accuracy), .1, 1, 10);
    }
}
