package dev.fovea.data;

import dev.fovea.data.Dataset.Description;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.Image;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The built-in set `digits`: handwriting that the program draws itself, so that everything can be tried without a
/// network.
///
/// Each sample is a digit in one of several styles of writing, its strokes moved, bent, slanted, widened and drawn with
/// pens of different width, in the form of MNIST: 28 x 28, light ink on dark ground, in a box of 20 x 20 with the
/// centre of mass in the middle. A network trained on these alone reads nine in ten of MNIST's test images.
///
/// Sample `i` depends on the seed, the split and `i` alone, so any number of threads gives the same bytes, on any
/// machine.
public final class Digits {
    /// The name of the set.
    public static final String NAME = "digits";

    /// The number of training samples of the set.
    public static final int TRAIN_SIZE = 60_000;

    /// The number of test samples of the set.
    public static final int TEST_SIZE = 10_000;

    /// The rows and columns of an image of the set.
    public static final int IMAGE_SIZE = 28;

    private static final long SEED = 1;
    private static final int TRAIN = 0;
    private static final int TEST = 1;
    private static final int CHUNK = 500;
    private static final List<String> CLASS_NAMES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private Digits() {}

    /// Draws the set: 60,000 samples to train on, 10,000 to test, always the same.
    ///
    /// @return both splits
    public static Splits load() {
        return draw(SEED, TRAIN_SIZE, TEST_SIZE);
    }

    /// Draws digits, on all processors.
    ///
    /// @param seed decides how they look
    /// @param trainSize the number of training samples
    /// @param testSize the number of test samples
    /// @return both splits
    public static Splits draw(long seed, int trainSize, int testSize) {
        int threads = Runtime.getRuntime().availableProcessors();
        return new Splits(split(seed, TRAIN, trainSize, threads), split(seed, TEST, testSize, threads));
    }

    /// Draws one digit large or small.
    ///
    /// @param digit 0 to 9
    /// @param seed decides, with the sample, how it looks
    /// @param sample which of many
    /// @param size the rows and columns of the image, at least 8
    /// @return light ink on dark ground, with a margin of about a seventh on each side
    /// @throws IllegalArgumentException if the digit or the size is out of range
    public static Image image(int digit, long seed, int sample, int size) {
        if (digit < 0 || digit > 9 || size < 8) {
            throw new IllegalArgumentException(
                    "drawing the digit "
                            + digit
                            + " on "
                            + size
                            + " x "
                            + size
                            + " pixels: expected a digit from 0 to 9 and at least 8 x 8 pixels");
        }
        byte[] pixels = new byte[size * size];
        new DigitPen(size).draw(digit, new Stream(seed, Purpose.DRAW, 1).reset(0, sample), pixels, 0);
        return Image.of(1, size, size, pixels);
    }

    static Dataset split(long seed, int split, int size, int threads) {
        byte[] pixels = new byte[size * IMAGE_SIZE * IMAGE_SIZE];
        int[] labels = new int[size];
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int from = 0; from < size; from += CHUNK) {
            int first = from;
            int end = Math.min(size, from + CHUNK);
            tasks.add(() -> {
                fill(new Stream(seed, Purpose.DRAW, 0), split, first, end, pixels, labels);
                return null;
            });
        }
        runAll(tasks, threads);
        Description description = new Description(NAME, "drawn by the program, seed " + seed, CLASS_NAMES);
        return Dataset.of(description, new ImageSize(1, IMAGE_SIZE, IMAGE_SIZE), pixels, labels);
    }

    private static void fill(Stream random, int split, int from, int to, byte[] pixels, int[] labels) {
        DigitPen pen = new DigitPen(IMAGE_SIZE);
        for (int i = from; i < to; i++) {
            random.reset(split, i);
            labels[i] = random.nextInt(10);
            pen.draw(labels[i], random, pixels, i * IMAGE_SIZE * IMAGE_SIZE);
        }
    }

    private static void runAll(List<Callable<Void>> tasks, int threads) {
        try (ExecutorService executor =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("fovea-digits-", 0).factory())) {
            for (Future<Void> done : executor.invokeAll(tasks)) {
                done.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("drawing digits failed: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("drawing digits was interrupted", interrupted);
        }
    }
}
