package dev.fovea.insight.explain;

import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.Image;
import dev.fovea.image.PixelScaling;
import dev.fovea.model.Classifier;
import dev.fovea.model.Preparation;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Network;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;
import dev.fovea.shape.Shape;

import java.util.List;
import java.util.stream.IntStream;

/// Small networks and images to explain.
final class Small {
    private Small() {}

    static Classifier classifier(ImageSize size, int classes, Layer... layers) {
        Network network = Network.of(Shape.of(size.channels(), size.height(), size.width()), 11, layers);
        List<String> labels = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
        return Classifier.of(network, Preparation.pictures(size, PixelScaling.UNIT), labels);
    }

    /// A random image.
    static Image image(ImageSize size) {
        Stream stream = new Stream(5, Purpose.NOISE, 0).reset(0, 0);
        byte[] pixels = new byte[size.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) stream.nextInt(256);
        }
        return Image.of(size.channels(), size.height(), size.width(), pixels);
    }

    static Question question(ImageSize size, int target, Layer... layers) {
        return Question.of(classifier(size, 3, layers), image(size), target, 0);
    }
}
