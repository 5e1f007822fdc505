package dev.fovea.insight.explain;

import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.globalAveragePool;
import static dev.fovea.nn.Layers.maxPool;
import static dev.fovea.nn.Layers.relu;
import static dev.fovea.nn.Layers.residual;
import static dev.fovea.nn.Layers.softmax;
import static dev.fovea.nn.Layers.tanh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.insight.explain.AttributionMap.Detail;
import dev.fovea.nn.NamedNetwork;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

/// Each method against what it is defined as.
class AttributionTest {
    private static final ImageSize GREY = new ImageSize(1, 8, 7);
    private static final ImageSize COLOURED = new ImageSize(3, 8, 7);

    @Test
    void saliencyIsTheSlopeByFiniteDifferences() {
        Question question = Small.question(COLOURED, 1, conv(4, 3), tanh(), flatten(), dense(5), tanh(), dense(3));
        AttributionMap map = new Saliency().map(question);
        float step = 1 / 64f;
        for (int pixel = 0; pixel < 56; pixel++) {
            double largest = 0;
            for (int channel = 0; channel < 3; channel++) {
                float[] both = Arrays.copyOf(question.input(), 2 * question.input().length);
                System.arraycopy(question.input(), 0, both, question.input().length, question.input().length);
                both[channel * 56 + pixel] += step;
                both[question.input().length + channel * 56 + pixel] -= step;
                float[] logits = question.scores(both).logits();
                largest = Math.max(largest, Math.abs(((double) logits[0] - logits[1]) / (2 * step)));
            }
            assertThat(map.values()[pixel]).as("pixel %d", pixel).isCloseTo(largest, within(3e-4));
        }
        assertThat(map.hasSigns()).isFalse();
    }

    @Test
    void ofALinearNetworkSaliencyIsTheWeightAndIntegratedGradientsTheContribution() {
        Question question = Small.question(COLOURED, 2, flatten(), dense(3));
        float[] weights = question.network().parameter("fc1.weight").values();
        double[] slopes = new double[56];
        double[] contributions = new double[56];
        for (int i = 0; i < 168; i++) {
            float weight = weights[2 * 168 + i];
            slopes[i % 56] = Math.max(slopes[i % 56], Math.abs(weight));
            contributions[i % 56] += (double) weight * (question.input()[i] - question.baseline()[i]);
        }
        assertThat(new Saliency().map(question).values()).containsExactly(slopes, within(1e-7));
        assertThat(new IntegratedGradients(4).map(question).values()).containsExactly(contributions, within(1e-6));
        Detail detail = new IntegratedGradients().map(question).detail();
        assertThat(((Detail.Completeness) detail).steps()).as("a line needs no more than to begin with").isEqualTo(32);
    }

    @Test
    void theSoftmaxAtTheEndIsLeftOut() {
        Question with = Small.question(GREY, 1, conv(4, 3), relu(), flatten(), dense(3), softmax());
        Question without = Small.question(GREY, 1, conv(4, 3), relu(), flatten(), dense(3));
        assertThat(new Saliency().map(with).values()).isEqualTo(new Saliency().map(without).values());
        assertThat(new GradCam().map(with).values()).isEqualTo(new GradCam().map(without).values());
    }

    @Test
    void integratedGradientsAddUpToTheDifferenceOfTheLogits() {
        Question question =
                Small.question(GREY, 0, conv(6, 3), relu(), maxPool(2), flatten(), dense(9), relu(), dense(3));
        // Without biases the logits would be a line from black to the image.
        question.network().parameter("conv1.bias").set(-.2f, -.1f, 0, .1f, .2f, -.3f);
        AttributionMap map = new IntegratedGradients().map(question);
        Detail.Completeness completeness = (Detail.Completeness) map.detail();
        float[] whole = question.scores(question.input()).logits();
        float[] empty = question.scores(question.baseline()).logits();
        assertThat(completeness.difference()).isCloseTo((double) whole[0] - empty[0], within(1e-6));
        assertThat(Arrays.stream(map.values()).sum()).isCloseTo(completeness.sum(), within(1e-12));
        assertThat(completeness.relativeError()).isLessThan(.005);
        AttributionMap coarse = new IntegratedGradients(1).map(question);
        assertThat(((Detail.Completeness) coarse.detail()).relativeError()).isGreaterThan(completeness.relativeError());
    }

    @Test
    void occlusionIsTheMeanDropOverWindowsByBruteForce() {
        for (var score : Occlusion.Score.values()) {
            Question question = Small.question(COLOURED, 1, conv(4, 3), relu(), flatten(), dense(3));
            AttributionMap map = new Occlusion(3, 2, score).map(question);
            int[] tops = {0, 2, 4, 5};
            int[] lefts = {0, 2, 4};
            double[] sums = new double[56];
            int[] counts = new int[56];
            for (int top : tops) {
                for (int left : lefts) {
                    float[] covered = question.input().clone();
                    for (int i = 0; i < covered.length; i++) {
                        int row = i % 56 / 7;
                        int column = i % 7;
                        boolean inside = row >= top && row < top + 3 && column >= left && column < left + 3;
                        covered[i] = inside ? question.baseline()[i] : covered[i];
                    }
                    double drop = of(question, question.input(), score) - of(question, covered, score);
                    for (int row = top; row < top + 3; row++) {
                        for (int column = left; column < left + 3; column++) {
                            sums[row * 7 + column] += drop;
                            counts[row * 7 + column]++;
                        }
                    }
                }
            }
            for (int i = 0; i < 56; i++) {
                assertThat(map.values()[i]).isCloseTo(sums[i] / counts[i], within(1e-6));
            }
            assertThat(map.detail()).isEqualTo(new Detail.Windows(3, 2, 12));
        }
    }

    private static double of(Question question, float[] sample, Occlusion.Score score) {
        Question.Scores scores = question.scores(sample);
        return score == Occlusion.Score.LOGIT ? scores.logits()[0] : scores.probabilities()[0];
    }

    /// With global average pooling between the last convolution and one dense layer, Grad-CAM is CAM over the number of
    /// places (B. Zhou et al., *Learning Deep Features for Discriminative Localization*, CVPR 2016, eq. 2; Grad-CAM's
    /// section 3.1 shows it).
    @Test
    void gradCamIsCamWhereThereIsOne() {
        Question question = Small.question(GREY, 2, conv(5, 3), globalAveragePool(), dense(3));
        Detail.FeatureMaps detail = (Detail.FeatureMaps) new GradCam().map(question).detail();
        float[] dense = question.network().parameter("fc1.weight").values();
        Tensor x = Tensor.samples(Shape.of(1, 1, 8, 7), question.input());
        float[] features = question.network().outputs(x).getFirst().output().value();
        assertThat(detail.layer()).isEqualTo("conv1");
        assertThat(detail.height()).isEqualTo(6);
        assertThat(detail.width()).isEqualTo(5);
        for (int place = 0; place < 30; place++) {
            double sum = 0;
            for (int k = 0; k < 5; k++) {
                assertThat(detail.weights()[k]).isCloseTo(dense[2 * 5 + k] / 30, within(1e-7));
                sum += (double) dense[2 * 5 + k] * features[k * 30 + place];
            }
            assertThat(detail.values()[place]).isCloseTo(Math.max(0, sum / 30), within(1e-7));
        }
    }

    @Test
    void featuresLieInTheImageWhereTheyLookAt() {
        Question question = Small.question(GREY, 2, conv(5, 3), globalAveragePool(), dense(3));
        AttributionMap map = new GradCam().map(question);
        Detail.FeatureMaps detail = (Detail.FeatureMaps) map.detail();
        for (int row = 0; row < 6; row++) {
            for (int column = 0; column < 5; column++) {
                assertThat(map.value(row + 1, column + 1)).isEqualTo(detail.values()[row * 5 + column]);
            }
        }
        // A step outside the outermost places half of their values is left.
        assertThat(map.value(0, 1)).isEqualTo(detail.values()[0] / 2);
        assertThat(map.value(7, 6)).isEqualTo(detail.values()[29] / 4);
    }

    @Test
    void placesFollowConvolutionsPoolingStridesAndPadding() {
        Network lenet = Network.of(Shape.of(1, 28, 28), 1, NamedNetwork.LENET.layers(10));
        assertThat(placement(lenet, "relu2").rows()).isEqualTo(new Placement.Axis(6.5, 2));
        Network padded =
                Network.of(
                        Shape.of(1, 28, 28),
                        1,
                        conv(4, 3).withSamePadding(),
                        residual(conv(4, 3).withSamePadding(), relu()),
                        conv(4, 3).withStride(2).withPadding(1));
        assertThat(placement(padded, "residual1").columns()).isEqualTo(new Placement.Axis(0, 1));
        assertThat(placement(padded, "conv2").columns()).isEqualTo(new Placement.Axis(0, 2));
    }

    private static Placement placement(Network network, String layer) {
        Tensor x = Tensor.samples(Shape.of(1, 1, 28, 28), new float[784]);
        Tensor features =
                network.observe(x).outputs().stream()
                        .filter(output -> output.name().equals(layer))
                        .findFirst()
                        .orElseThrow()
                        .output();
        return Placement.of(features, 28, 28);
    }

    @Test
    void theLastConvolutionIsTakenWithWhatFollowsIt() {
        assertThat(new GradCam().layerOf(Network.of(Shape.of(1, 28, 28), 1, NamedNetwork.LENET.layers(10))))
                .isEqualTo("relu2");
        Network blocks =
                Network.of(
                        Shape.of(1, 8, 8),
                        1,
                        conv(4, 3),
                        residual(conv(4, 3).withSamePadding(), relu(), conv(4, 3).withSamePadding()),
                        relu(),
                        globalAveragePool(),
                        dense(3));
        assertThat(new GradCam().layerOf(blocks)).isEqualTo("relu1");
        assertThat(new GradCam("residual1.conv1").layerOf(blocks)).isEqualTo("residual1.conv1");
    }

    @Test
    void gradCamSaysWhyItCannot() {
        Question linear = Small.question(GREY, 0, flatten(), dense(3));
        assertThatThrownBy(() -> new GradCam().map(linear))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "explaining by grad-cam: the network has no convolution, and so no feature maps to weigh; it has"
                                + " flatten1, fc1; take saliency, integrated-gradients or occlusion");
        Question question = Small.question(GREY, 0, conv(4, 3), relu(), flatten(), dense(3));
        assertThatThrownBy(() -> new GradCam("cnov1").map(question))
                .hasMessage(
                        "explaining by grad-cam at the layer \"cnov1\": the network has none of this name; did you mean"
                                + " \"conv1\"?; expected one of conv1, relu1");
        assertThatThrownBy(() -> new GradCam("flatten1").map(question))
                .hasMessageContaining("its output is [1, 120], without rows and columns; expected one of conv1, relu1");
    }

    @Test
    void wrongQuestionsAndOptionsAreRefused() {
        var classifier = Small.classifier(GREY, 3, flatten(), dense(3));
        assertThatThrownBy(() -> Question.target(classifier.labels(), "clas 1"))
                .hasMessage(
                        "explaining the class \"clas 1\": the model knows none of this name; did you mean \"class 1\"?;"
                                + " expected one of class 0, class 1, class 2");
        assertThatThrownBy(() -> Question.of(classifier, Small.image(COLOURED), 0, 0))
                .hasMessageContaining("the network takes 1 x 8 x 7");
        assertThatThrownBy(() -> Question.of(classifier, Small.image(GREY), 3, 0))
                .hasMessageContaining("expected 0 to 2");
        assertThatThrownBy(() -> Question.of(classifier, Small.image(GREY), 0, 256))
                .hasMessageContaining("expected a byte");
        Question question = Question.of(classifier, Small.image(GREY), 0, 0);
        assertThatThrownBy(() -> new Occlusion(8, 1, Occlusion.Score.LOGIT).map(question))
                .hasMessageContaining("expected a window of at most 7");
        assertThatThrownBy(() -> new Occlusion(2, 3, Occlusion.Score.LOGIT).map(question))
                .hasMessageContaining("a stride of at most the window");
        assertThatThrownBy(() -> new IntegratedGradients(0)).hasMessageContaining("expected at least 1 step");
        assertThatThrownBy(() -> Attribution.Kind.of("grad_cam"))
                .hasMessageContaining("did you mean \"grad-cam\"?; expected all or one of saliency,");
    }
}
