package dev.fovea.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.image.Augmentation;
import dev.fovea.image.PixelScaling;
import dev.fovea.image.Warp;
import dev.fovea.model.Preparation;
import dev.fovea.optim.Adam;
import dev.fovea.optim.Schedule;
import dev.fovea.optim.Sgd;
import dev.fovea.optim.WeightAverage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

class RunFileTest {
    private static final String MINIMAL = "network: linear\n";

    @Test
    void keysThatAreNotThereHaveTheirDefaults() {
        RunFile run = RunFile.parse("a.yaml", MINIMAL, List.of());
        assertThat(run.data()).isEqualTo(new RunFile.Data("mnist", DataReading.USUAL, 0, 0, RunFile.Split.NONE));
        assertThat(run.preparation()).isEqualTo(new RunFile.Pixels(PixelScaling.UNIT, null, RunFile.Pixels.AS_DATA));
        RunFile.Loss loss = new RunFile.Loss(false, 0);
        assertThat(run.steps()).isEqualTo(new RunFile.Steps(Adam.of(), Schedule.constant(.001), null, loss, null));
        assertThat(run.about()).isEqualTo(RunFile.About.NOTHING);
        assertThat(run.loop().augmentation()).isEqualTo(Augmentation.NONE);
        assertThat(run.loop().batchSize()).isEqualTo(100);
        assertThat(run.loop().seed()).isEqualTo(1);
        assertThat(run.watching().evaluation())
                .isEqualTo(new RunFile.Evaluating(RunFile.EvaluationSet.SUITED, 0, false, 0, 0));
        assertThat(run.watching().log()).isEqualTo(new RunFile.Log(0, .01));
        assertThat(run.device()).isEqualTo(new RunFile.DeviceChoice("cpu", 0, "auto"));
    }

    @Test
    void everyKeyIsReadAndWrittenBack() {
        RunFile run =
                RunFile.parse(
                        "a.yaml",
                        """
                        name: "all"   # of them
                        data: digits
                        about: {reproduces: this, reported: ".99"}
                        trainSamples: 600
                        testSamples: 100
                        split: {holdOut: 50, order: random, seed: 4}
                        preparation: {mean: 0.1307, deviation: 0.3081, form: digit, box: 18, polarity: dark-on-light}
                        network:
                          - conv: {filters: 8, kernel: 3, padding: same}
                          - batchNorm
                          - relu
                          - {maxPool: 2}
                          - residual: [{conv: {filters: 8, kernel: 3, padding: same}}, relu]
                          - flatten
                          - {dropout: 0.25}
                          - {dense: 10}
                        optimiser: {sgd: {momentum: 0.9, weightDecay: 0.00001}}
                        learningRate: {warmUp: {epochs: 1, then: {plateau: 0.003}}}
                        clipping: {norm: 5}
                        initialiser: {weight: {normal: 0.01}, bias: {constant: 0.5}}
                        loss: summedCrossEntropy
                        labelSmoothing: 0.1
                        averaging: 0.999
                        epochs: 20
                        batchSize: 128
                        shuffle: false
                        dropLast: true
                        seed: -9007199254740993
                        augmentation: {shift: 2, turn: 10, scale: 0.1, elastic: 1.5, elasticGrid: 6, flip: 0.5, brightness: 0.2, erase: 4, noise: 0.1}
                        evaluation: test
                        evaluateEvery: 60
                        finalTest: true
                        movingAverage: 0.02
                        saveBest: true
                        keep: [0, 1, 19]
                        logEvery: 50
                        targetAccuracy: 0.999
                        converged: 10
                        device: cpu
                        threads: 2
                        vector: 256
                        """,
                        List.of());
        assertThat(run.name()).isEqualTo("all");
        assertThat(run.loop().seed()).isEqualTo(-9007199254740993L);
        assertThat(run.preparation().scaling()).isEqualTo(PixelScaling.ofMeanAndDeviation(.1307, .3081));
        assertThat(run.steps().optimiser()).isEqualTo(Sgd.of().withMomentum(.9).withWeightDecay(1e-5));
        assertThat(run.watching().keep()).containsExactly(0, 1, 19);
        assertThat(run.network().layers()).hasSize(8);
        assertThat(run.network().layers().getFirst().toString()).isNotEmpty();
        assertThat(run.loop().augmentation()).isEqualTo(new Augmentation(new Warp(2, 10, .1, 1.5, 6), .5, .2, 4, .1f));
        assertThat(run.steps().averaging()).isEqualTo(new WeightAverage(.999));
        assertThat(run.data().split()).isEqualTo(new RunFile.Split(0, 50, true, 4));
        assertThat(RunFile.parse("again", run.toYaml(), List.of())).isEqualTo(run);
    }

    @Test
    void theDefaultRunAndItsWrittenFormAreEqual() {
        RunFile usual = RunFile.usual(List.of());
        assertThat(usual.name()).isEqualTo("lenet");
        assertThat(usual.data().set()).isEqualTo("mnist");
        assertThat(RunFile.parse("again", usual.toYaml(), List.of())).isEqualTo(usual);
        assertThatThrownBy(() -> RunFile.recipe("lenett", List.of()))
                .hasMessage(
                        "looking for the recipe \"lenett\": there is none; did you mean \"lenet\"?; expected one of "
                                + String.join(", ", Recipes.names()));
    }

    @Test
    void settingsOverrideKeysAtAnyDepth() {
        RunFile run =
                RunFile.parse(
                        "a.yaml",
                        "network: linear\npreparation: {scale: 2}\nepochs: 9\n",
                        List.of(
                                new RunFile.Setting("epochs", "3", "option --epochs"),
                                new RunFile.Setting("preparation.shift", "-1", "option --set"),
                                new RunFile.Setting("augmentation.noise", "0.5", "option --set")));
        assertThat(run.loop().epochs()).isEqualTo(3);
        assertThat(run.preparation().scaling()).isEqualTo(new PixelScaling(2, -1));
        assertThat(run.loop().augmentation().noise()).isEqualTo(.5f);
    }

    @Test
    void aLearningRateKeepsTheSchedule() {
        RunFile run =
                RunFile.parse(
                        "a", "network: linear\nlearningRate: {warmUp: {epochs: 2, then: {oneCycle: 0.1}}}", List.of());
        assertThat(run.withLearningRate(.5).steps().schedule())
                .isEqualTo(new Schedule.WarmUp(2, Schedule.OneCycle.of(.5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "network: linear; epoch: 3|a.yaml, line 2: the run file has no key \"epoch\"; did you mean \"epochs\"?; expected one of name, about, data,",
                "epochs: 3|a.yaml: the run file has no \"network\"; expected network: a list of layers, or the name of a network",
                "network: linear; epochs: many|a.yaml, line 2: epochs is many, expected a whole number from 1",
                "network: linear; epochs: 0|a.yaml, line 2: epochs is 0, expected a whole number from 1",
                "network: linear; epochs: 1.5|a.yaml, line 2: epochs is 1.5, expected a whole number from 1",
                "network: linear; batchSize: [1]|a.yaml, line 2: batchSize is a list, expected a whole number from 1",
                "network: linear; shuffle: maybe|a.yaml, line 2: shuffle is maybe, expected true or false",
                "network: linear; seed: 99999999999999999999|a.yaml, line 2: seed is 99999999999999999999, expected a whole number",
                "network: linear; labelSmoothing: .inf|a.yaml, line 2: labelSmoothing is .inf, expected a number",
                "network: linear; vector: 1024|a.yaml, line 2: vector is 1024; expected auto, scalar, 128, 256, 512",
                "network: linear; preparation: {meen: 1}|a.yaml, line 2: preparation has no key \"meen\"; did you mean \"mean\"?",
                "network: linear; preparation: {mean: 0, scale: 1}|a.yaml, line 2: preparation has both mean or deviation and scale or shift",
                "network: linear; preparation: {form: digitt}|a.yaml, line 2: form is digitt; did you mean \"digit\"?",
                "network: linear; augmentation: {noise: -1}|a.yaml, line 2: augmenting images by mirroring",
                "network: linear; augmentation: {shift: -1}|a.yaml, line 2: moving images by shifts up to -1.0 pixels",
                "network: linear; augmentation: {shif: 1}|a.yaml, line 2: augmentation has no key \"shif\"; did you mean \"shift\"?",
                "network: linear; split: {train: 0.8, holdOut: 5}|a.yaml, line 2: splitting the training samples: found both train: 0.8",
                "network: linear; split: {train: 1}|a.yaml, line 2: splitting the training samples: train is 1.0; expected the part",
                "network: linear; averaging: 1|a.yaml: making an average of weights: the decay is 1.0",
                "network: linear; loss: crossEntropi|a.yaml, line 2: loss is crossEntropi; did you mean \"crossEntropy\"?",
                "network: linear; initialiser: {weight: heNorm}|a.yaml, line 2: reading initialiser: found the initialiser \"heNorm\"",
                "network: linear; initialiser: {weight: heNormal}|a.yaml, line 2: initialiser is given, but the network is \"linear\"",
                "network: linear; about: {reprted: x}|a.yaml, line 2: about has no key \"reprted\"; did you mean \"reported\"?",
                "network: linear; augmentation: 3|a.yaml, line 2: augmentation is 3, expected keys and values",
                "network: linear; keep: 3|a.yaml, line 2: keep is 3, expected a list of epochs such as [0, 1, 19]",
                "network: linear; optimiser: adm|a.yaml, line 2: reading optimiser: found the optimiser \"adm\"",
                "network: linear; learningRate: {oneCycle: -1}|a.yaml, line 2: ",
                "network: linear; epochs: 1; epochs: 2|a.yaml, line 3: the key \"epochs\" stands twice; expected once",
                "network: linear; a: [|a.yaml, line 2: ",
                "- 1|a.yaml, line 1: found a list, expected keys and values such as \"epochs: 3\"",
                "network: lenot|a.yaml, line 1: reading network: found the network \"lenot\"; did you mean \"lenet\"?"
            })
    void whatIsWrongIsRefusedWithItsPlace(String lines, String message) {
        String text = lines.replace("; ", "\n");
        assertThatThrownBy(() -> RunFile.parse("a.yaml", text, List.of()))
                .isInstanceOf(RunFileException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aWrongLayerIsNamedWithItsOwnLine() {
        String text = "network:\n  - flatten\n  - dense:\n      units: 10\n      wait: zeros\n";
        assertThatThrownBy(() -> RunFile.parse("a.yaml", text, List.of()))
                .hasMessageStartingWith("a.yaml, line 4: reading network[1].dense: found the option \"wait\"");
    }

    @Test
    void initialisersGoIntoLayersThatSayNone() {
        RunFile run =
                RunFile.parse(
                        "a",
                        """
                        initialiser: {weight: {normal: 0.01}, bias: {constant: 0.5}}
                        network:
                          - conv: {filters: 2, kernel: 3, weight: heNormal}
                          - residual: [{conv: {filters: 2, kernel: 1, bias: false}}]
                          - flatten
                          - dense: 10
                        """,
                        List.of());
        RunFile explicit =
                RunFile.parse(
                        "a",
                        """
                        network:
                          - conv: {filters: 2, kernel: 3, weight: heNormal, bias: {constant: 0.5}}
                          - residual: [{conv: {filters: 2, kernel: 1, bias: false, weight: {normal: 0.01}}}]
                          - flatten
                          - dense: {units: 10, weight: {normal: 0.01}, bias: {constant: 0.5}}
                        """,
                        List.of());
        assertThat(run.network()).isEqualTo(explicit.network());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyRecipeIsReadAndItsWrittenFormIsEqual(String name) {
        RunFile run = RunFile.recipe(name, List.of());
        assertThat(run.name()).isEqualTo(name);
        assertThat(RunFile.parse("again", run.toYaml(), List.of())).isEqualTo(run);
        assertThat(run.about().reproduces()).isNotEmpty();
    }

    static List<String> recipes() {
        return Recipes.names();
    }

    @Test
    void optionsAreNamedInsteadOfLines() {
        assertThatThrownBy(() ->
                        RunFile.parse(
                                "a.yaml", MINIMAL, List.of(new RunFile.Setting("epochs", "x", "option --epochs"))))
                .hasMessage("option --epochs: epochs is x, expected a whole number from 1");
    }

    @Test
    void formsOfPreparation() {
        assertThat(RunFile.parse("a", "network: linear\npreparation: {form: picture}", List.of()).preparation().form())
                .isEqualTo(new Preparation.Form.Picture());
    }

    @Test
    void whatComputesIsKnownWithoutARunFile() {
        assertThat(RunFile.deviceChoice(List.of())).isEqualTo(RunFile.usual(List.of()).device());
        var threads = List.of(new RunFile.Setting("threads", "3", "option --threads"));
        assertThat(RunFile.deviceChoice(threads)).isEqualTo(new RunFile.DeviceChoice("cpu", 3, "auto"));
        assertThatThrownBy(
                        () -> RunFile.deviceChoice(List.of(new RunFile.Setting("threads", "some", "option --threads"))))
                .isInstanceOf(RunFileException.class)
                .hasMessage("option --threads: threads is some, expected a whole number from 0");
    }

    @Test
    void aGpuIsRefusedWithTheReason() {
        assertThatThrownBy(() -> Engines.of(new RunFile.DeviceChoice("gpu:0", 0, "auto")))
                .hasMessage(
                        "choosing the device gpu:0: this version has no back end for GPUs, it computes on the processor;"
                                + " expected --device cpu");
        assertThatThrownBy(() -> Engines.of(new RunFile.DeviceChoice("tpu", 0, "auto")))
                .hasMessage("choosing the device \"tpu\": there is no such device; expected cpu or gpu:N");
        assertThat(Engines.of(new RunFile.DeviceChoice("cpu", 2, "scalar")).describe()).contains("2 threads");
    }
}
