package dev.fovea.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fovea.kernel.vector.VectorProductSets;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// The kernels for sums of products that the tests hold against each other.
final class ProductSets {
    /// The floats before and after what a kernel may touch.
    static final int MARGIN = 16;

    private ProductSets() {}

    static Products scalar() {
        return KernelSets.scalar().products();
    }

    /// All vector kernels of this machine by name; the test counts as skipped where there are none.
    static Map<String, Products> vectorsOrSkip() {
        assumeTrue(hasVectors(), "no vector kernels here to compare with the scalar ones");
        return VectorProductSets.all();
    }

    /// The scalar kernels and whatever vector kernels there are, by name.
    static Map<String, Products> all() {
        Map<String, Products> sets = new LinkedHashMap<>();
        sets.put("scalar", scalar());
        if (hasVectors()) {
            sets.putAll(VectorProductSets.all());
        }
        return sets;
    }

    private static boolean hasVectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /// Cuts `count` tiles or outputs at odd places: after the first, near the middle, before the last.
    static int[] cuts(int count) {
        return IntStream.of(0, 1, count / 2 | 1, count - 1, count)
                .filter(cut -> cut >= 0 && cut <= count)
                .sorted()
                .distinct()
                .toArray();
    }

    /// An array of `size` floats between two margins that must stay as they are: all 7.
    static float[] guarded(int size) {
        float[] values = new float[size + 2 * MARGIN];
        Arrays.fill(values, 7f);
        return values;
    }

    /// What a guarded array holds between its margins.
    static float[] inner(float[] guarded) {
        return Arrays.copyOfRange(guarded, MARGIN, guarded.length - MARGIN);
    }

    /// A copy between margins of NaN: who reads beside the values will show it.
    static float[] behindNaN(float[] values) {
        float[] copy = new float[values.length + 2 * MARGIN];
        Arrays.fill(copy, Float.NaN);
        System.arraycopy(values, 0, copy, MARGIN, values.length);
        return copy;
    }

    /// A copy with NaN and infinities in the lanes from `live` on.
    static float[] poisoned(float[] block, int live) {
        float[] poisons = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        float[] copy = block.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = i % Kernels.LANES < live ? copy[i] : poisons[i % poisons.length];
        }
        return copy;
    }

    /// Compares the first lanes only, and holds that they are finite.
    static void assertSameBelow(int live, float[] expected, float[] got, String where) {
        for (int i = 0; i < expected.length; i++) {
            if (i % Kernels.LANES < live) {
                assertTrue(Float.isFinite(expected[i]), where + ": at " + i);
                assertEquals(expected[i], got[i], where + ": at " + i);
            }
        }
    }
}
