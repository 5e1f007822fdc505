package dev.fovea.kernel;

import static dev.fovea.kernel.Kernels.LANES;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class NormalisationTest {
    private static final int MARGIN = 3;

    /// Four blocks of the same geometry with random content; NaN in the dead lanes of the last.
    private record Leaf(int samples, int channels, int pixels, float[] x, float[] dy) {
        static Leaf of(int samples, int channels, int pixels) {
            int size = channels * pixels * LANES;
            return of(samples, channels, pixels, KernelSets.plain(4 * size, 1), KernelSets.plain(4 * size, 2));
        }

        static Leaf awkward(int samples, int channels, int pixels) {
            int size = channels * pixels * LANES;
            return of(samples, channels, pixels, KernelSets.awkward(4 * size, 1), KernelSets.awkward(4 * size, 2));
        }

        private static Leaf of(int samples, int channels, int pixels, float[] x, float[] dy) {
            int size = channels * pixels * LANES;
            for (int i = 0; i < x.length; i++) {
                if (i / size * LANES + i % LANES >= samples) {
                    x[i] = Float.NaN;
                    dy[i] = Float.NaN;
                }
            }
            return new Leaf(samples, channels, pixels, x, dy);
        }

        int stride() {
            return channels * pixels * LANES;
        }
    }

    private static final float[] MEAN = KernelSets.plain(3 * LANES + 4, 3);
    private static final float[] INVERSE = KernelSets.plain(3 * LANES + 4, 4);
    private static final float[] GAMMA = KernelSets.plain(3 * LANES + 4, 5);
    private static final float[] BETA = KernelSets.plain(3 * LANES + 4, 6);

    @Test
    @ParityOf("KNormalisation")
    void vectorsGiveTheBitsOfTheScalarTwin() {
        for (Kernels kernels : KernelSets.vectorsOrSkip()) {
            for (int samples : new int[] {1, 4, 5, 15, 16, 17, 31, 37, 63, 64}) {
                for (int channels : new int[] {1, 3}) {
                    for (int pixels : new int[] {1, 7}) {
                        assertSame(kernels, Leaf.of(samples, channels, pixels));
                        assertSame(kernels, Leaf.awkward(samples, channels, pixels));
                    }
                }
            }
        }
    }

    private static void assertSame(Kernels kernels, Leaf leaf) {
        float[][] expected = all(KernelSets.scalar().normalisation(), leaf);
        float[][] actual = all(kernels.normalisation(), leaf);
        for (int i = 0; i < expected.length; i++) {
            KernelSets.assertSame(
                    expected[i], actual[i], kernels.describe() + " " + leaf.samples() + " samples, result " + i);
        }
    }

    private static float[][] all(Normalisation normalisation, Leaf leaf) {
        int channels = leaf.channels();
        int pixels = leaf.pixels();
        float[][] results = {
            new float[channels * LANES + MARGIN],
            new float[leaf.stride() + MARGIN],
            new float[2 * channels * LANES + MARGIN],
            new float[leaf.stride() + MARGIN],
            new float[leaf.stride() + MARGIN]
        };
        normalisation.normaliseLanes(
                leaf.x(), 0, channels, pixels, MEAN, 1, INVERSE, 2, GAMMA, 3, BETA, 4, results[4], MARGIN);
        normalisation.squaredDeviations(
                leaf.x(), 0, leaf.stride(), leaf.samples(), channels, pixels, MEAN, 1, results[0], MARGIN);
        normalisation.normalise(
                leaf.x(), 0, channels, pixels, MEAN, 1, INVERSE, 2, GAMMA, 3, BETA, 4, results[1], MARGIN);
        normalisation.gradientSums(
                leaf.dy(),
                0,
                leaf.x(),
                0,
                leaf.stride(),
                leaf.samples(),
                channels,
                pixels,
                MEAN,
                1,
                INVERSE,
                2,
                results[2],
                MARGIN);
        normalisation.inputGradient(
                leaf.dy(),
                0,
                leaf.x(),
                0,
                channels,
                pixels,
                MEAN,
                1,
                INVERSE,
                2,
                GAMMA,
                3,
                BETA,
                5,
                BETA,
                6,
                results[3],
                MARGIN);
        return results;
    }

    /// Beta's gradient is taken in the pass of gamma's: a sum over samples like any other.
    @Test
    void theSumsOfGradientsHaveTheBitsOfBlockSum() {
        for (Kernels kernels : KernelSets.all()) {
            for (int samples : new int[] {1, 5, 16, 17, 37, 64}) {
                for (int channels : new int[] {1, 3, 4}) {
                    Leaf leaf = Leaf.awkward(samples, channels, 7);
                    float[] both = new float[2 * channels * LANES];
                    kernels.normalisation()
                            .gradientSums(
                                    leaf.dy(),
                                    0,
                                    leaf.x(),
                                    0,
                                    leaf.stride(),
                                    samples,
                                    channels,
                                    7,
                                    MEAN,
                                    1,
                                    INVERSE,
                                    2,
                                    both,
                                    0);
                    float[] expected = new float[channels * LANES];
                    kernels.blockSum().laneSums(leaf.dy(), 0, leaf.stride(), samples, channels, 7, expected, 0);
                    float[] actual = Arrays.copyOfRange(both, channels * LANES, both.length);
                    KernelSets.assertSame(expected, actual, kernels.describe() + " " + samples + " samples");
                }
            }
        }
    }

    /// A whole batch of 37 samples of one channel, against the definition in double and central differences of it.
    @Test
    void aBatchAgainstItsDefinition() {
        int pixels = 3;
        int count = 37 * pixels;
        Leaf leaf = Leaf.of(37, 1, pixels);
        for (Kernels kernels : KernelSets.all()) {
            Normalisation normalisation = kernels.normalisation();
            BlockSum sums = kernels.blockSum();
            float[] lanes = new float[2 * LANES];
            float[] s = new float[6];
            sums.laneSums(leaf.x(), 0, leaf.stride(), 37, 1, pixels, lanes, 0);
            sums.fold(lanes, 0, 1, s, 0);
            float[] mean = {s[0] / count};
            normalisation.squaredDeviations(leaf.x(), 0, leaf.stride(), 37, 1, pixels, mean, 0, lanes, 0);
            sums.fold(lanes, 0, 1, s, 1);
            float[] inverse = {(float) (1 / Math.sqrt(s[1] / count + 1e-5))};
            sums.laneSums(leaf.dy(), 0, leaf.stride(), 37, 1, pixels, lanes, 0);
            sums.fold(lanes, 0, 1, s, 2);
            normalisation.gradientSums(
                    leaf.dy(), 0, leaf.x(), 0, leaf.stride(), 37, 1, pixels, mean, 0, inverse, 0, lanes, 0);
            sums.fold(lanes, 0, 1, s, 3);
            float[] means = {s[2] / count, s[3] / count};
            float[] gamma = {1.5f};
            float[] dx = new float[leaf.stride()];
            normalisation.inputGradient(
                    leaf.dy(), 0, leaf.x(), 0, 1, pixels, mean, 0, inverse, 0, gamma, 0, means, 0, means, 1, dx, 0);
            for (int i = 0; i < 20; i++) {
                assertEquals(difference(leaf, i), dx[i], 2e-5 * inverse[0] * 10, "input gradient at " + i);
            }
            float[] y = new float[leaf.stride()];
            normalisation.normalise(
                    leaf.x(), 0, 1, pixels, mean, 0, inverse, 0, gamma, 0, new float[] {0.25f}, 0, y, 0);
            assertEquals((leaf.x()[9] - mean[0]) * (double) inverse[0] * 1.5 + 0.25, y[9], 1e-5);
        }
    }

    private static double difference(Leaf leaf, int at) {
        return (objective(leaf, at, 1e-4) - objective(leaf, at, -1e-4)) / 2e-4;
    }

    /// `Σ dy y` with `x[at]` moved.
    private static double objective(Leaf leaf, int at, double move) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < leaf.x().length; i++) {
            double x = leaf.x()[i] + (i == at ? move : 0);
            if (!Double.isNaN(x)) {
                sum += x;
                squares += x * x;
                count++;
            }
        }
        double mean = sum / count;
        double inverse = 1 / Math.sqrt(squares / count - mean * mean + 1e-5);
        double objective = 0;
        for (int i = 0; i < leaf.x().length; i++) {
            double x = leaf.x()[i] + (i == at ? move : 0);
            if (!Double.isNaN(x)) {
                objective += leaf.dy()[i] * ((x - mean) * inverse * 1.5);
            }
        }
        return objective;
    }
}
