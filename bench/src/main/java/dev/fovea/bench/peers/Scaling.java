package dev.fovea.bench.peers;

import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.globalAveragePool;
import static dev.fovea.nn.Layers.maxPool;
import static dev.fovea.nn.Layers.relu;
import static dev.fovea.nn.Layers.tanh;

import dev.fovea.data.Dataset;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Network;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;
import dev.fovea.shape.Shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Networks that grow: does their cost follow their arithmetic?
///
/// @param family `lenet`, two convolutions of 5x5 and a dense layer, or `small`, three padded convolutions of 3x3
/// @param width factor of all numbers of filters and units
/// @param size rows and columns of the images
/// @param threads that compute
record Scaling(String family, int width, int size, int threads) {
    static final int BATCH = 64;
    static final int WARM_UP_STEPS = 600;

    private static final List<Integer> WIDTHS = List.of(1, 2, 4);
    private static final List<Integer> SIZES = List.of(56, 112, 224);
    private static final int SIZE = 28;
    private static final int CLASSES = 10;

    /// All cases: one thread and two, wider networks, larger images.
    ///
    /// @param threads how many the others have
    static List<Scaling> all(int threads) {
        List<Scaling> cases = new ArrayList<>();
        for (String family : List.of("lenet", "small")) {
            cases.add(new Scaling(family, 1, SIZE, 1));
            WIDTHS.forEach(width -> cases.add(new Scaling(family, width, SIZE, threads)));
            SIZES.forEach(size -> cases.add(new Scaling(family, 1, size, threads)));
        }
        return cases;
    }

    /// {@return a case by what [#toString] says}
    ///
    /// @param words family, width, size, threads, joined by `-`
    static Scaling of(String words) {
        String[] parts = words.split("-");
        int[] numbers = Arrays.stream(parts).skip(1).mapToInt(Integer::parseInt).toArray();
        return new Scaling(parts[0], numbers[0], numbers[1], numbers[2]);
    }

    Network network() {
        return Network.of(Shape.of(1, size, size), 1, family.equals("lenet") ? lenet() : small());
    }

    /// Larger images get a pooling of 4, 8 or 16 before the dense layer, so that it does not become the whole network.
    private List<Layer> lenet() {
        List<Layer> layers = new ArrayList<>(List.of(conv(20 * width, 5), tanh(), maxPool(2)));
        layers.addAll(List.of(conv(50 * width, 5), tanh(), maxPool(2)));
        if (size > SIZE) {
            layers.add(maxPool(2 * size / SIZE));
        }
        layers.addAll(List.of(flatten(), dense(500 * width), tanh(), dense(CLASSES)));
        return layers;
    }

    private List<Layer> small() {
        List<Layer> layers = new ArrayList<>();
        for (int filters : new int[] {16, 32, 32}) {
            layers.addAll(List.of(conv(filters * width, 3).withPadding(1), relu(), maxPool(2)));
        }
        layers.addAll(List.of(globalAveragePool(), dense(CLASSES)));
        return layers;
    }

    /// Images of noise: speed does not depend on what they show. As many as make an epoch long beside what is done once
    /// an epoch, such as keeping a copy of the weights.
    Dataset data() {
        int count = BATCH * Math.max(8, 64 * SIZE * SIZE / (size * size));
        Dataset.ImageSize image = new Dataset.ImageSize(1, size, size);
        Stream random = new Stream(1, Purpose.DRAW, 0x21);
        byte[] pixels = new byte[count * image.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextWord();
        }
        int[] labels = IntStream.range(0, count).map(i -> i % CLASSES).toArray();
        List<String> names = IntStream.range(0, CLASSES).mapToObj(String::valueOf).toList();
        return Dataset.of(new Dataset.Description("noise", "drawn by the program", names), image, pixels, labels);
    }

    @Override
    public String toString() {
        return family + "-" + width + "-" + size + "-" + threads;
    }
}
