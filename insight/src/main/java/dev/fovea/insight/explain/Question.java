package dev.fovea.insight.explain;

import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.Image;
import dev.fovea.image.PixelScaling;
import dev.fovea.model.Classifier;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Suggestion;
import dev.fovea.tensor.Gradients;
import dev.fovea.tensor.Tensor;

import java.util.Arrays;
import java.util.List;

/// What is to be explained: why a network gives an image the logit of a class, against the same network's answer where
/// there is nothing to see.
///
/// @param network gives the logits
/// @param image the image as the network's preparation made it, still in bytes
/// @param input the image as the network takes it, `[channels, height, width]`
/// @param baseline what stands for nothing, of the same shape: pixels are removed by giving them its values
/// @param target the number of the class
@SuppressWarnings("ArrayRecordComponent") // read in place by the methods, as many floats as one sample
public record Question(Network network, Image image, float[] input, float[] baseline, int target) {
    /// Bytes that the layers' outputs of one run may take, about.
    private static final long MEMORY = 256L << 20;

    /// The most samples of one run.
    private static final int MOST_SAMPLES = 64;

    /// The answer to some samples.
    ///
    /// @param logits of the target, one for each sample
    /// @param probabilities of the target, one for each sample
    @SuppressWarnings("ArrayRecordComponent") // made for this record
    public record Scores(float[] logits, float[] probabilities) {}

    /// A question about a prepared image.
    ///
    /// @param classifier the classifier
    /// @param image of the network's size, as [dev.fovea.model.Preparation#image] gives it
    /// @param target the number of the class
    /// @param fill the byte that stands for nothing, 0 to 255: 0 is black, as the network gets it
    /// @return the question
    /// @throws IllegalArgumentException if there is no such class, the byte is none, or the image has another size
    public static Question of(Classifier classifier, Image image, int target, int fill) {
        ImageSize size = classifier.preparation().size();
        ImageSize found = new ImageSize(image.channels(), image.height(), image.width());
        if (!found.equals(size)) {
            throw new IllegalArgumentException(
                    "explaining an image of "
                            + found
                            + " (channels, height, width): the network takes "
                            + size
                            + "; prepare it with the classifier's preparation first");
        }
        if (target < 0 || target >= classifier.labels().size()) {
            throw new IllegalArgumentException(
                    "explaining the class number " + target + ": expected 0 to " + (classifier.labels().size() - 1));
        }
        if (fill < 0 || fill > 255) {
            throw new IllegalArgumentException(
                    "filling removed pixels with " + fill + ": expected a byte, 0 (black) to 255 (white)");
        }
        PixelScaling scaling = classifier.preparation().scaling();
        byte[] pixels = image.pixels();
        float[] input = new float[pixels.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = scaling.apply(pixels[i] & 0xFF);
        }
        float[] baseline = new float[pixels.length];
        Arrays.fill(baseline, scaling.apply(fill));
        return new Question(classifier.network(), image, input, baseline, target);
    }

    /// The number of the class of a name.
    ///
    /// @param labels the names of the classes
    /// @param name one of them
    /// @return its number
    /// @throws IllegalArgumentException if there is none of this name
    public static int target(List<String> labels, String name) {
        int target = labels.indexOf(name);
        if (target < 0) {
            throw new IllegalArgumentException(
                    "explaining the class \""
                            + name
                            + "\": the model knows none of this name"
                            + Suggestion.of(name, labels)
                            + "; expected one of "
                            + String.join(", ", labels));
        }
        return target;
    }

    /// The same question to another network of this shape.
    ///
    /// @param other the network
    /// @return the question
    public Question to(Network other) {
        return new Question(other, image, input, baseline, target);
    }

    /// Rows of the image.
    ///
    /// @return at least 1
    public int height() {
        return image.height();
    }

    /// Columns of the image.
    ///
    /// @return at least 1
    public int width() {
        return image.width();
    }

    /// Colours of the image.
    ///
    /// @return 1 or 3
    public int channels() {
        return image.channels();
    }

    /// How many samples are computed at once, so that the outputs of all layers fit into memory. It is the same for all
    /// runs, which are filled up with the baseline: so there is one program for all.
    ///
    /// @return at least 1
    public int batch() {
        long bytes = network.summary().rows().stream().mapToLong(row -> row.memory()).sum();
        return Math.clamp(MEMORY / Math.max(1, bytes), 1, MOST_SAMPLES);
    }

    /// The answer to samples like this one.
    ///
    /// @param samples `[count, channels, height, width]`
    /// @return the target's logits and probabilities
    public Scores scores(float[] samples) {
        int count = samples.length / input.length;
        float[] logits = new float[count];
        float[] probabilities = new float[count];
        int batch = batch();
        for (int from = 0; from < count; from += batch) {
            int some = Math.min(batch, count - from);
            Tensor all = network.predict(part(samples, from, batch));
            Tensor logit = ofTarget(all);
            Tensor probability = ofTarget(all.softmax(-1));
            network.engine().run(logit, probability);
            System.arraycopy(logit.value(), 0, logits, from, some);
            System.arraycopy(probability.value(), 0, probabilities, from, some);
        }
        return new Scores(logits, probabilities);
    }

    /// The slopes of the target's logit at samples like this one: `dS_c / dx`, each sample for itself.
    ///
    /// @param samples `[count, channels, height, width]`
    /// @return of the same shape
    public float[] slopes(float[] samples) {
        int count = samples.length / input.length;
        float[] slopes = new float[samples.length];
        int batch = batch();
        for (int from = 0; from < count; from += batch) {
            int some = Math.min(batch, count - from);
            Tensor x = part(samples, from, batch);
            Tensor slope = Gradients.of(ofTarget(network.predict(x)), x);
            network.engine().run(slope);
            System.arraycopy(slope.value(), 0, slopes, from * input.length, some * input.length);
        }
        return slopes;
    }

    /// The target's column of what the network gives for all classes.
    ///
    /// @param all `[N, classes]`
    /// @return `[N, 1]`
    Tensor ofTarget(Tensor all) {
        return all.slice(1, target, target + 1);
    }

    private Tensor part(float[] samples, int from, int count) {
        float[] some = Arrays.copyOfRange(samples, from * input.length, (from + count) * input.length);
        for (int i = samples.length - from * input.length; i < some.length; i++) {
            some[i] = baseline[i % input.length];
        }
        return Tensor.samples(Shape.of(count, channels(), height(), width()), some);
    }
}
