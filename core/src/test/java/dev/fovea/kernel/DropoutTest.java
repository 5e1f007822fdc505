package dev.fovea.kernel;

import static dev.fovea.kernel.Kernels.LANES;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fovea.random.Philox;
import dev.fovea.random.Purpose;

import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int TAG = Philox.tag(Purpose.DROPOUT, 2);
    private static final int[] SAMPLES = new int[LANES + 1];

    static {
        for (int i = 0; i < SAMPLES.length; i++) {
            SAMPLES[i] = 59_990 + i * 7;
        }
    }

    @Test
    @ParityOf("KDropout")
    void vectorsGiveTheBitsOfTheScalarTwin() {
        for (Kernels kernels : KernelSets.vectorsOrSkip()) {
            for (int features : new int[] {1, 2, 3, 4, 5, 7, 61}) {
                for (float rate : new float[] {0f, 0.1f, 0.5f, 0.999f, 0x1p-24f}) {
                    KernelSets.assertSame(
                            dropped(KernelSets.scalar(), features, rate),
                            dropped(kernels, features, rate),
                            kernels.describe() + " " + features + " features, rate " + rate);
                }
            }
        }
    }

    private static float[] dropped(Kernels kernels, int features, float rate) {
        float[] x = KernelSets.plain(features * LANES + 1, 3);
        float[] y = new float[features * LANES + 4];
        kernels.dropout().dropout(x, 1, y, 2, 8, features, -77L << 30 | 5, TAG, 3, SAMPLES, 1, rate);
        return y;
    }

    @Test
    void aValueDependsOnItsAddressOnly() {
        int features = 40;
        float[] ones = new float[features * LANES];
        java.util.Arrays.fill(ones, 1f);
        float[] y = new float[ones.length];
        for (Kernels kernels : KernelSets.all()) {
            kernels.dropout().dropout(ones, 0, y, 0, 0, features, 9L, TAG, 1, SAMPLES, 0, 0.25f);
            for (int i = 0; i < y.length; i++) {
                int word = Philox.word(9L, TAG, 1, SAMPLES[i % LANES], i / LANES);
                assertEquals(Philox.toFloat(word) >= 0.25f ? 1f / 0.75f : 0f, y[i]);
            }
        }
    }

    @Test
    void dropsItsShareAndKeepsTheMean() {
        int features = 1000;
        float[] ones = new float[features * LANES];
        java.util.Arrays.fill(ones, 1f);
        float[] y = new float[ones.length];
        KernelSets.all().getLast().dropout().dropout(ones, 0, y, 0, 0, features, 1L, TAG, 0, SAMPLES, 0, 0.4f);
        int dropped = 0;
        double sum = 0;
        for (float value : y) {
            dropped += value == 0f ? 1 : 0;
            sum += value;
        }
        // Five standard deviations of a binomial share over 16,000 values are 0.019.
        assertEquals(0.4, dropped / 16_000.0, 0.019);
        assertEquals(1.0, sum / 16_000, 0.033);
    }
}
