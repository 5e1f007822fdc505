package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.PixelScaling;
import dev.fovea.insight.statistics.Judgement;
import dev.fovea.insight.statistics.Predictions;
import dev.fovea.model.Classifier;
import dev.fovea.model.Preparation;
import dev.fovea.nn.Layers;
import dev.fovea.nn.Network;
import dev.fovea.run.ModelData;
import dev.fovea.shape.Shape;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;

class EvaluationTextTest {
    @Test
    void oneClassAllRight() {
        String text = text(List.of("all"), 5, 0);
        assertThat(text)
                .contains("accuracy             1.0 (5 of 5)", "kappa                none", "p = 1.0000")
                .contains("McNemar (Bowker)     none: no class is taken for another")
                .contains("all           1.0000      - 1.0000")
                .doesNotContain("worst cell", "confident mistakes", "top-2");
    }

    @Test
    void allWrong() {
        String text = text(List.of("yes", "no"), 6, 1);
        assertThat(text)
                .contains("accuracy             0.0 (0 of 6)", "kappa                -1.0000")
                .containsPattern("prediction +yes +no\n +yes +\\. +3\n +no +3 +\\.\n")
                .containsPattern(
                        "yes +0\\.0000 0\\.0000 0\\.0000 0\\.0000 0\\.0000 0\\.5000 0\\.0000 0\\.5000 0\\.0000\n")
                .contains("the worst cell: yes taken for no, 3 times");
    }

    /// Twelve classes with long names fit under their numbers; forty do not, nor do their names.
    @Test
    void longNamesGiveWayToNumbersAndManyClassesToTheLargestConfusions() {
        List<String> twelve = IntStream.range(0, 12).mapToObj(i -> "a class of length " + i).toList();
        assertThat(text(twelve, 60, 3))
                .containsPattern("prediction +0 +1 +2 +3 +4 +5 +6 +7 +8 +9 +10 +11\n 0 a class of ~ngth 0 ")
                .containsPattern("11 a class of ~gth 11 ");
        List<String> forty = IntStream.range(0, 40).mapToObj(i -> "a rather long name of class " + i).toList();
        assertThat(text(forty, 200, 3))
                .contains("the largest confusions, of 40 cells with a mistake (--json has the matrix)")
                .containsPattern("reference +taken for +times  of the reference\n")
                .contains("classes: the 30 with the lowest F1, of 40 (--json has all)");
    }

    /// Samples of classes in turn; every `wrong`-th class further is said, with one class in the middle as sure.
    private static String text(List<String> labels, int samples, int wrong) {
        int classes = labels.size();
        byte[] pixels = new byte[samples * classes];
        int[] references = new int[samples];
        for (int i = 0; i < samples; i++) {
            references[i] = i % classes;
            pixels[i * classes + (i + wrong) % classes] = (byte) (i % 7 + 1);
        }
        ImageSize size = new ImageSize(1, 1, classes);
        Dataset data = Dataset.of(new Dataset.Description("made", "by a test", labels), size, pixels, references);
        Network network = Network.of(Shape.of(1, 1, classes), 1, Layers.flatten());
        Preparation preparation = Preparation.pictures(size, new PixelScaling(1, 0));
        List<String> files =
                IntStream.range(0, samples).mapToObj(i -> "a/long/path/to/some/picture" + i + ".png").toList();
        Classifier classifier = Classifier.of(network, preparation, labels);
        Judgement judgement =
                new Judgement(Predictions.of(classifier, new ModelData.Samples(data, files, "all samples")));
        var stream = new PrintStream(new ByteArrayOutputStream(), true);
        var terminal = new Terminal(stream, stream, false, 80, false, false);
        String text =
                new EvaluationText(terminal).of(judgement, judgement.mistakes().cells().stream().limit(1).toList());
        assertThat(text.lines()).allMatch(line -> line.length() <= 80, "at most 80 columns");
        return text;
    }
}
