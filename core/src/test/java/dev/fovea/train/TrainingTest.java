package dev.fovea.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.fovea.data.Loader;
import dev.fovea.image.Augmentation;
import dev.fovea.model.Classifier;
import dev.fovea.model.ModelException;
import dev.fovea.model.ModelFile;
import dev.fovea.model.Prediction;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Layers;
import dev.fovea.nn.Network;
import dev.fovea.optim.Adam;
import dev.fovea.optim.Schedule;
import dev.fovea.optim.Sgd;
import dev.fovea.optim.WeightAverage;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class TrainingTest {
    @TempDir Path folder;

    @Test
    void trainingLearnsAndTellsWhatHappens() {
        List<TrainEvent> events = new ArrayList<>();
        Training training = Small.trainer().with(Callback.listening(events::add)).train();
        assertThat(training.last().accuracy()).isGreaterThan(.5);
        assertThat(training.last().training()).isNotNull();
        assertThat(training.history()).extracting(EpochMetrics::epoch).containsExactly(0, 1, 2, 3, 4);
        assertThat(training.history().getFirst().training()).isNull();
        assertThat(training.step()).isEqualTo(4 * 8);
        assertThat(events.getFirst()).isInstanceOf(TrainEvent.Started.class);
        assertThat(events.getLast()).isInstanceOf(TrainEvent.Finished.class);
        assertThat(events).filteredOn(TrainEvent.BatchDone.class::isInstance).hasSize(32);
        assertThat(events.stream().filter(TrainEvent.EpochSettled.class::isInstance)).hasSize(5);
        TrainEvent.BatchDone last =
                events.stream()
                        .filter(TrainEvent.BatchDone.class::isInstance)
                        .map(TrainEvent.BatchDone.class::cast)
                        .reduce((_, b) -> b)
                        .orElseThrow();
        assertThat(last.batch()).isEqualTo(8);
        assertThat(last.samples()).isEqualTo(230);
    }

    @Test
    void oneEpochThenTheOthersIsTheSameAsAllAtOnce() {
        Training whole = Small.trainer().train();
        Training halted = Small.trainer().start();
        halted.runTo(1);
        assertThat(halted.epoch()).isEqualTo(1);
        halted.run();
        assertThat(halted.network().sha256()).isEqualTo(whole.network().sha256());
        assertThat(halted.history())
                .extracting(EpochMetrics::evaluation)
                .isEqualTo(whole.history().stream().map(EpochMetrics::evaluation).toList());
    }

    @Test
    void aResumedTrainingEndsWithTheSameBits() throws IOException {
        Training whole = Small.trainer().withOptimiser(Adam.of()).withLearningRate(.01).train();
        Training halted = Small.trainer().withOptimiser(Adam.of()).withLearningRate(.01).start();
        halted.runTo(2);
        Path file = folder.resolve("c.safetensors");
        halted.save(file);
        Training resumed = Small.trainer().withOptimiser(Adam.of()).withLearningRate(.01).resume(file);
        assertThat(resumed.epoch()).isEqualTo(2);
        assertThat(resumed.history()).isEqualTo(halted.history());
        resumed.run();
        assertThat(resumed.network().sha256()).isEqualTo(whole.network().sha256());
        for (int i = 0; i < whole.network().states().size(); i++) {
            assertThat(resumed.network().states().get(i).values()).isEqualTo(whole.network().states().get(i).values());
        }
    }

    @Test
    void anotherTrainingIsNotResumed() throws IOException {
        Path file = folder.resolve("c.safetensors");
        Training training = Small.trainer().start();
        training.runTo(1);
        training.save(file);
        assertThatThrownBy(() -> Small.trainer().withLabelSmoothing(.1).resume(file))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("going on from " + file + ": options there: batches of 32; shuffled; seed 5;")
                .hasMessageContaining("label smoothing 0.0; no averaging; here: ")
                .hasMessageContaining("label smoothing 0.1; no averaging; expected the same options");
        Trainer otherData = Trainer.of(Small.network(), Loader.of(Small.DATA.test(), 32));
        assertThatThrownBy(() -> otherData.resume(file)).hasMessageContaining("data (SHA-256) there: ");
        Network other = Network.of(Shape.of(1, 28, 28), 3, Layers.flatten(), Layers.dense(10));
        assertThatThrownBy(() ->
                        Trainer.of(other, Small.loader())
                                .withOptimiser(Small.trainer().optimiser())
                                .withSchedule(Small.trainer().schedule())
                                .resume(file))
                .hasMessageContaining("lacks the tensors ")
                .hasMessageContaining("optimizer/");
    }

    @Test
    void aSavedModelGivesTheSameAccuracyToTheLastDigit() throws IOException {
        Training training = Small.trainer().withEpochs(2).train();
        Path file = folder.resolve("c.safetensors");
        training.save(file);
        Classifier classifier = Classifier.load(file, Small.engine(1));
        Evaluation evaluation = Evaluation.of(classifier, Small.DATA.test());
        assertThat(evaluation.score()).isEqualTo(training.last().evaluation());
        assertThat(classifier.network().sha256()).isEqualTo(training.network().sha256());
        assertThat(evaluation.samples()).isEqualTo(100);
        assertThat(ModelFile.read(file).metadata()).containsKeys("network", "preparation", "labels", "seed", "data");
    }

    @Test
    void aPictureIsPredictedWithTheSameBitsAloneAndAmongOthers() throws Exception {
        Training training = Small.trainer().withEpochs(1).train();
        Classifier classifier =
                Classifier.of(training.network(), training.trainer().preparation(), Small.DATA.test().classNames());
        var pictures = java.util.stream.IntStream.range(0, 37).mapToObj(Small.DATA.test()::image).toList();
        List<Prediction> together = classifier.predict(pictures);
        for (int i : new int[] {0, 15, 16, 36}) {
            assertThat(classifier.predict(pictures.get(i)).probabilities()).isEqualTo(together.get(i).probabilities());
        }
        List<Thread> threads = new ArrayList<>();
        List<Prediction> elsewhere = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 4; t++) {
            threads.add(Thread.ofPlatform().start(() -> elsewhere.add(classifier.predict(pictures.get(5)))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(elsewhere)
                .hasSize(4)
                .allSatisfy(one -> assertThat(one.probabilities()).isEqualTo(together.get(5).probabilities()));
    }

    @Test
    void aLossThatIsNoNumberSaysWhereAndWhatToTry() {
        Trainer wild = Small.trainer().withOptimiser(Small.trainer().optimiser()).withLearningRate(1e30);
        assertThatThrownBy(wild::train)
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("training, epoch 1 at the learning rate 1.0E30: the ")
                .hasMessageContaining("; expected finite numbers; try a learning rate ten times smaller (1.0E29)")
                .hasMessageEndingWith("the training is again at the end of epoch 0, its last good state");
    }

    /// Weights of 1e25 after the first step: the first convolution still gives finite numbers, the second does not.
    @Test
    void aLossThatIsNoNumberNamesTheLayerAndKeepsTheLastGoodState() throws IOException {
        Network network =
                Network.of(
                                Shape.of(1, 28, 28),
                                3,
                                Layers.conv(4, 3),
                                Layers.conv(4, 3),
                                Layers.flatten(),
                                Layers.dense(10))
                        .on(Small.engine(1));
        Schedule jump = new Schedule.Step(.001, 2, 1e28);
        Training training =
                Trainer.of(network, Loader.of(Small.DATA.train(), 32))
                        .withOptimiser(Sgd.of())
                        .withSchedule(jump)
                        .withEpochs(4)
                        .start();
        training.runTo(2);
        String good = training.network().sha256();
        assertThatThrownBy(training::run)
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("training, epoch 3 at the learning rate ")
                .hasMessageContaining("the loss of batch 2 is ")
                .hasMessageContaining(", because layer conv2 (Conv 4, 3x3) is the first whose output is not finite")
                .hasMessageContaining("again at the end of epoch 2, its last good state");
        assertThat(training.epoch()).isEqualTo(2);
        assertThat(training.network().sha256()).isEqualTo(good);
        training.save(folder.resolve("good.safetensors"));
        assertThat(folder.resolve("good.safetensors")).exists();
    }

    @Test
    void aWeightThatIsNoNumberIsNamedWithItsLayer() {
        Network network = Small.network();
        assertThat(NotFinite.find(network)).isEmpty();
        float[] values = network.parameter("conv1.weight").values();
        values[7] = Float.NaN;
        network.parameter("conv1.weight").set(values);
        assertThat(NotFinite.find(network)).isEqualTo("the parameter conv1.weight of layer conv1 has the value NaN");
    }

    @Test
    void theAverageOfTheWeightsIsWhatIsEvaluatedAndSaved() throws IOException {
        Training training = Small.trainer().withAveraging(new WeightAverage(.9)).train();
        assertThat(training.model().sha256()).isNotEqualTo(training.network().sha256());
        assertThat(training.network().sha256()).isEqualTo(Small.trainer().train().network().sha256());
        Path file = folder.resolve("a.safetensors");
        training.save(file);
        Classifier classifier = Classifier.load(file, Small.engine(1));
        assertThat(classifier.network().sha256()).isEqualTo(training.model().sha256());
        assertThat(Evaluation.of(classifier, Small.DATA.test()).score()).isEqualTo(training.last().evaluation());
    }

    @Test
    void anAveragedTrainingIsResumedWithTheSameBits() throws IOException {
        Trainer trainer = Small.trainer().withAveraging(new WeightAverage(.95));
        Training whole = trainer.train();
        Training halted = Small.trainer().withAveraging(new WeightAverage(.95)).start();
        halted.runTo(2);
        Path file = folder.resolve("h.safetensors");
        halted.save(file);
        Training resumed = Small.trainer().withAveraging(new WeightAverage(.95)).resume(file);
        resumed.run();
        assertThat(resumed.model().sha256()).isEqualTo(whole.model().sha256());
        assertThat(resumed.network().sha256()).isEqualTo(whole.network().sha256());
        for (int i = 0; i < whole.model().states().size(); i++) {
            assertThat(resumed.model().states().get(i).values()).isEqualTo(whole.model().states().get(i).values());
        }
    }

    @Test
    void evaluationsWithinAnEpochAreToldAndChangeNothing() {
        List<TrainEvent> events = new ArrayList<>();
        Training often =
                Small.trainer()
                        .withEpochs(1)
                        .withEvaluationEvery(Duration.ZERO)
                        .with(Callback.listening(events::add))
                        .train();
        assertThat(events.stream().filter(TrainEvent.Evaluated.class::isInstance)).hasSize(7);
        assertThat(often.network().sha256()).isEqualTo(Small.trainer().withEpochs(1).train().network().sha256());
        events.clear();
        Small.trainer()
                .withEpochs(2)
                .withEvaluationEvery(Duration.ofHours(1))
                .with(Callback.listening(events::add))
                .train();
        List<TrainEvent> evaluated = events.stream().filter(TrainEvent.Evaluated.class::isInstance).toList();
        assertThat(evaluated).hasSize(1);
        assertThat(((TrainEvent.Evaluated) evaluated.getFirst()).batch()).isEqualTo(1);
    }

    /// A sum over 32 samples at a rate is their mean at 32 times the rate: 32 is a power of two, so to the bit.
    @Test
    void aSummedLossIsTheMeanTimesTheBatch() {
        Loader whole = Loader.of(Small.DATA.train().take(224), 32);
        Trainer mean = Trainer.of(Small.network(), whole).withOptimiser(Sgd.of()).withLearningRate(.01 * 32);
        Trainer sum = Trainer.of(Small.network(), whole).withOptimiser(Sgd.of()).withLearningRate(.01).withSummedLoss();
        assertThat(sum.train().network().parameter("fc1.bias").values())
                .containsExactly(mean.train().network().parameter("fc1.bias").values(), offset(1e-5f));
    }

    @Test
    void aTrainingIsNotSavedWithinAnEpoch() {
        Training training =
                Small.trainer()
                        .with(event ->
                                event instanceof TrainEvent.BatchDone done && done.batch() == 3
                                        ? Signal.stop("enough")
                                        : Signal.GO_ON)
                        .train();
        assertThat(training.epoch()).isZero();
        assertThatThrownBy(() -> training.save(folder.resolve("x")))
                .hasMessageContaining("saving a training after 3 steps, within epoch 1: expected the end of an epoch");
    }

    @Test
    void aRunFolderCanBeGoneOnFromAtAnyTime() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Trainer kept = Small.trainer().with(new RunFolder(run, java.util.Set.of(0, 2)));
        Training whole = kept.train();
        List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst()).startsWith("{\"event\":\"untrained\",\"epoch\":0,\"eval_loss\":");
        assertThat(lines.get(1)).startsWith("{\"epoch\":1,\"train_loss\":").contains("\"images_per_second\":");
        assertThat(run.toFile().list())
                .containsExactlyInAnyOrder(
                        "metrics.jsonl",
                        "checkpoint.safetensors",
                        "checkpoint-before.safetensors",
                        "epoch-0.safetensors",
                        "epoch-2.safetensors");

        // As if killed while epoch 4's line was written, with a damaged last checkpoint.
        Files.write(run.resolve("checkpoint.safetensors"), new byte[100]);
        Files.writeString(
                run.resolve("metrics.jsonl"), "{\"event\":\"note\",\"epoch\":2}\n{\"epo", StandardOpenOption.APPEND);
        Path checkpoint = RunFolder.checkpoint(run);
        assertThat(checkpoint).hasFileName("checkpoint-before.safetensors");
        Training resumed = Small.trainer().with(new RunFolder(run, java.util.Set.of())).resume(checkpoint);
        assertThat(resumed.epoch()).isEqualTo(3);
        resumed.run();
        assertThat(resumed.network().sha256()).isEqualTo(whole.network().sha256());
        assertThat(Files.readAllLines(run.resolve("metrics.jsonl")))
                .hasSize(6)
                .contains("{\"event\":\"note\",\"epoch\":2}")
                .startsWith(lines.get(0), lines.get(1), lines.get(2), lines.get(3));
    }

    /// A function between the layers has each step recorded anew: short last batches, two buffers of pixels, averages
    /// and corrections that change with the step give the same bits.
    @Test
    void aStepThatIsRecordedOnceGivesTheBitsOfStepsThatAreRecordedEachTime() {
        assertThat(hashes(layersThenDense())).isEqualTo(hashes(layersThenFunctionThenDense()));
    }

    private static List<Layer> layersThenDense() {
        return List.of(
                Layers.conv(4, 5),
                Layers.batchNorm(),
                Layers.relu(),
                Layers.flatten(),
                Layers.dropout(.3),
                Layers.dense(10));
    }

    private static List<Layer> layersThenFunctionThenDense() {
        List<Layer> layers = new ArrayList<>(layersThenDense());
        layers.add(2, Layers.residual(Layers.lambda("nothing", Tensor::zerosLike)));
        return layers;
    }

    private static List<String> hashes(List<Layer> layers) {
        List<String> hashes = new ArrayList<>();
        for (Augmentation augmentation : List.of(Augmentation.NONE, Augmentation.ofNoise(.1f))) {
            Network network = Network.of(Shape.of(1, 28, 28), 3, layers).on(Small.engine(2));
            Training training =
                    Trainer.of(network, Loader.of(Small.DATA.train(), 32).shuffled(5).augmented(augmentation, 5))
                            .withOptimiser(Adam.of())
                            .withSchedule(new Schedule.Cosine(.02, 0))
                            .withAveraging(new WeightAverage(.9))
                            .withEpochs(3)
                            .train();
            hashes.add(training.network().sha256());
            hashes.add(training.model().sha256());
        }
        return hashes;
    }

    @Test
    void aFunctionOrALayerOfSomeonesOwnIsAskedInEveryStep() {
        AtomicInteger asked = new AtomicInteger();
        Layer counting =
                Layers.lambda(
                        "counting",
                        x -> {
                            asked.incrementAndGet();
                            return x;
                        });
        Network network =
                Network.of(
                                Shape.of(1, 28, 28),
                                3,
                                Layers.flatten(),
                                Layers.chain(Layers.residual(counting)),
                                Layers.dense(10))
                        .on(Small.engine(1));
        assertThat(network.isRepeatable()).isFalse();
        assertThat(Small.network().isRepeatable()).isTrue();
        int made = asked.get();
        Trainer.of(network, Small.loader()).withEpochs(2).train();
        assertThat(asked.get() - made).isEqualTo(2 * 8);
    }
}
