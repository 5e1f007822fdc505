package dev.fovea.insight.explain;

import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.maxPool;
import static dev.fovea.nn.Layers.relu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.data.Digits;
import dev.fovea.data.Loader;
import dev.fovea.data.Splits;
import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.image.Image;
import dev.fovea.image.PixelScaling;
import dev.fovea.insight.explain.AttributionMap.Detail;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.model.Classifier;
import dev.fovea.model.Preparation;
import dev.fovea.nn.Network;
import dev.fovea.optim.Schedule;
import dev.fovea.shape.Shape;
import dev.fovea.train.Trainer;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.Arrays;
import java.util.List;

/// The checks that say what a map is worth.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChecksTest {
    private static final ImageSize SMALL = new ImageSize(1, 8, 7);

    private Network trained;
    private Preparation preparation;
    private Dataset test;

    @BeforeAll
    void train() {
        Splits digits = Digits.draw(1, 1500, 40);
        test = digits.test();
        preparation = Preparation.digits(PixelScaling.UNIT);
        trained =
                Network.of(Shape.of(1, 28, 28), 1, conv(8, 5).withStride(2), relu(), maxPool(2), flatten(), dense(10));
        Trainer.of(trained, Loader.of(digits.train(), 50).shuffled(1).scaled(preparation.scaling()))
                .withSchedule(Schedule.OneCycle.of(.01))
                .withEpochs(3)
                .train();
    }

    private Question question(int index, Network network) {
        Image image = test.image(index);
        return Question.of(Classifier.of(network, preparation, test.classNames()), image, test.label(index), 0);
    }

    @Test
    void randomisedWeightsDestroyTheMaps() {
        Explainer explainer = Explainer.of(question(3, trained));
        for (Attribution method : List.of(new Saliency(), new IntegratedGradients(), new Occlusion())) {
            Explanation why = explainer.explain(method);
            assertThat(why.weights().signedCorrelation()).as(method.kind().word()).isBetween(-.6, .6);
            assertThat(why.weights().cascade().stream().map(WeightCheck.Depth::layer)).containsExactly("fc1", "conv1");
            assertThat(why.weights().randomised()).hasSize(5).doesNotHaveDuplicates();
            assertThat(why.weights().example().values()).isNotEqualTo(why.map().values());
        }
        AttributionMap map = new Saliency().map(explainer.question());
        Similarity same = Similarity.of(map, map, new Saliency().spoken(explainer.question()));
        assertThat(same.correlation()).isCloseTo(1, within(1e-12));
        assertThat(same.structure()).isCloseTo(1, within(1e-12));
    }

    @Test
    void whatIntegratedGradientsMarkMatters() {
        int better = 0;
        for (int i = 0; i < 5; i++) {
            Explanation why = Explainer.of(question(i, trained)).explain(new IntegratedGradients());
            PixelCheck pixels = why.pixels();
            better += pixels.deletion().area() < pixels.others().deletion().area() ? 1 : 0;
            assertThat(why.verdict().text()).contains("deletion");
        }
        assertThat(better).as("images of which the probability falls sooner than in a random order").isEqualTo(5);
    }

    @Test
    void threadsAndVectorsDoNotChangeABit() {
        Explanation one = Explainer.of(question(2, trained.on(engine("auto", 1)))).explain(new IntegratedGradients());
        Explanation two = Explainer.of(question(2, trained.on(engine("scalar", 2)))).explain(new IntegratedGradients());
        assertThat(two.map().values()).isEqualTo(one.map().values());
        assertThat(two.weights().randomised()).isEqualTo(one.weights().randomised());
        assertThat(two.pixels().deletion().probabilities()).isEqualTo(one.pixels().deletion().probabilities());
        assertThat(two.verdict()).isEqualTo(one.verdict());
    }

    private static StandardEngine engine(String vector, int threads) {
        return new StandardEngine(new CpuDevice(KernelSelection.select(vector).kernels(), threads));
    }

    /// A network whose class 0 gains by every pixel: taking pixels away lowers it, putting them in raises it.
    @Test
    void curvesBeginAndEndWithTheWholeAndTheEmptyImage() {
        Question question = Small.question(SMALL, 0, flatten(), dense(3));
        float[] weights = new float[3 * 56];
        Arrays.fill(weights, 0, 56, .1f);
        question.network().parameter("fc1.weight").set(weights);
        AttributionMap map = new IntegratedGradients().map(question);
        PixelCheck check = PixelCheck.of(question, map, PixelCheck.Others.of(question, 1), 1);
        double[] deletion = check.deletion().probabilities();
        double[] insertion = check.insertion().probabilities();
        assertThat(deletion).hasSize(57).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(insertion).hasSize(57).isSorted();
        assertThat(deletion[0]).isEqualTo(question.scores(question.input()).probabilities()[0]);
        assertThat(deletion[56]).isEqualTo(insertion[0]).isCloseTo(1 / 3.0, within(1e-6));
        assertThat(insertion[56]).isEqualTo(deletion[0]);
        assertThat(check.whole()).isEqualTo(deletion[0]);
        assertThat(check.empty()).isEqualTo(insertion[0]);
        assertThat(check.randomOrdersAsGood()).isZero();
        assertThat(check.others().deletion().area()).isGreaterThan(check.deletion().area());
        // Here what contributes most is what differs most from black.
        assertThat(check.others().contrastDeletion().area()).isCloseTo(check.deletion().area(), within(1e-3));
    }

    @Test
    void areasAreThoseOfTrapezia() {
        assertThat(new Curve(new double[] {1, 1, 1}).area()).isEqualTo(1);
        assertThat(new Curve(new double[] {1, 0}).area()).isEqualTo(.5);
        assertThat(new Curve(new double[] {1, .5, 0, 0, 0}).area()).isEqualTo(.25);
        assertThat(Curve.mean(List.of(new Curve(new double[] {1, 0}), new Curve(new double[] {0, .5}))).probabilities())
                .containsExactly(.5, .25);
    }

    /// By hand: ranks 0, 1.5, 1.5, 3 and 0, 2, 1, 3, so 4.5 / sqrt(4.5 * 5).
    @Test
    void rankCorrelationSharesRanks() {
        assertThat(Similarity.rankCorrelation(new double[] {1, 2, 2, 3}, new double[] {10, 30, 20, 40}))
                .isCloseTo(.9486832980505138, within(1e-12));
        assertThat(Similarity.rankCorrelation(new double[] {1, 2, 3}, new double[] {3, 2, 1})).isEqualTo(-1);
        assertThat(Similarity.rankCorrelation(new double[] {1, 1, 1}, new double[] {3, 2, 1})).isNull();
    }

    @Test
    void verdictsAreHonest() {
        assertThat(verdict(.05, .0, .47, .8).text())
                .isEqualTo(
                        "the map depends on the weights (correlation 0.05 with randomised ones), and its pixels matter"
                                + " (deletion 0.00, random 0.47)");
        Verdict image = verdict(.9, .6, .47, .8);
        assertThat(image.weights()).isEqualTo(Verdict.Weights.HARDLY);
        assertThat(image.pixels()).isEqualTo(Verdict.Pixels.WORSE);
        assertThat(image.text())
                .contains("hardly depends on the weights", "little of it was learnt", "and its pixels")
                .contains("matter less than others (deletion 0.60, random 0.47)");
        assertThat(verdict(.5, .5, .47, .4).text()).contains("in part only", "matter less than others");
        assertThat(verdict(.05, .3, .47, .2).text())
                .endsWith("; yet removing what differs most from the baseline does better (0.20)");
        assertThat(verdict(null, .1, .47, .2).weights()).isEqualTo(Verdict.Weights.UNKNOWN);
    }

    private static Verdict verdict(Double correlation, double area, double random, double contrast) {
        AttributionMap map = new AttributionMap(1, 2, new double[] {0, 1}, new Detail.None());
        Similarity similarity = new Similarity(correlation, correlation, correlation);
        WeightCheck weights = new WeightCheck(List.of(), List.of(similarity, similarity), map);
        // The middle point makes the area: the ends are 1 and 0 and count for .25 each of two parts.
        PixelCheck.Others others =
                new PixelCheck.Others(List.of(curve(random)), List.of(curve(random)), curve(contrast), curve(contrast));
        return Verdict.of(map, weights, new PixelCheck(curve(area), new Curve(new double[] {0, 1}), others));
    }

    private static Curve curve(double area) {
        return new Curve(new double[] {1, 2 * area - .5, 0});
    }

    @Test
    void aFlatMapExplainsNothingAndAnUnlikelyClassIsNotJudgedByDeletion() {
        Question question = Small.question(SMALL, 0, flatten(), dense(3));
        question.network().parameter("fc1.weight").set(new float[3 * 56]);
        assertThat(Explainer.of(question).explain(new Saliency()).verdict().text())
                .isEqualTo("the map is the same everywhere: it explains nothing");
        question.network().parameter("fc1.bias").set(-5, 5, 0);
        float[] weights = new float[3 * 56];
        weights[3] = 1;
        weights[7] = 2;
        question.network().parameter("fc1.weight").set(weights);
        assertThat(Explainer.of(question).explain(new Saliency()).verdict().text())
                .contains("deletion says nothing: the class has a probability of 0.00 only");
        question.network().parameter("fc1.bias").set(5, 0, 0);
        assertThat(Explainer.of(question).explain(new Saliency()).verdict().text())
                .contains("deletion says nothing: without any pixel the class has a probability of 0.99");
    }
}
