package dev.fovea.insight.statistics;

import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.PixelScaling;
import dev.fovea.model.Classifier;
import dev.fovea.model.Preparation;
import dev.fovea.nn.Layers;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;

import java.util.List;

/// Samples whose logits are their pixels, so that a test writes down what a classifier says of each.
final class Made {
    private Made() {}

    /// A classifier whose logits are the pixels of an image of one row.
    static Classifier classifier(List<String> labels) {
        int classes = labels.size();
        PixelScaling asTheyAre = new PixelScaling(1, 0);
        Network network = Network.of(Shape.of(1, 1, classes), 1, Layers.flatten());
        return Classifier.of(network, Preparation.pictures(new ImageSize(1, 1, classes), asTheyAre), labels);
    }

    /// A set of such samples.
    ///
    /// @param labels the names of the classes
    /// @param references one class number per sample
    /// @param logits one row per sample, from 0 to 255
    static Dataset data(List<String> labels, int[] references, int[][] logits) {
        byte[] pixels = new byte[references.length * labels.size()];
        for (int i = 0; i < references.length; i++) {
            for (int label = 0; label < labels.size(); label++) {
                pixels[i * labels.size() + label] = (byte) logits[i][label];
            }
        }
        Dataset.Description made = new Dataset.Description("made", "by a test", labels);
        return Dataset.of(made, new ImageSize(1, 1, labels.size()), pixels, references);
    }

    /// What the classifier says of such samples.
    static Predictions predictions(List<String> labels, int[] references, int[][] logits) {
        return Predictions.of(classifier(labels), data(labels, references, logits));
    }
}
