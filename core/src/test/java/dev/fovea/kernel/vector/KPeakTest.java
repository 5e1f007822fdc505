package dev.fovea.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.kernel.scalar.ScalarKernels;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.function.ObjIntConsumer;

/// The chains compute what their scalar twin does: a peak measured on other work would mean nothing.
class KPeakTest {
    private static final int CHAINS = 12;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16, 40})
    void everyWidthAgreesWithTheScalarTwin(int rounds) {
        agrees(KPeak128::run, 4, rounds);
        agrees(KPeak256::run, 8, rounds);
        agrees(KPeak512::run, 16, rounds);
        agrees(new ScalarKernels().peak()::run, 1, rounds);
    }

    @Test
    void noRoundLeavesTheStateAlone() {
        agrees(KPeak256::run, 8, 0);
    }

    private static void agrees(ObjIntConsumer<float[]> kernel, int lanes, int rounds) {
        var state = new float[CHAINS * lanes];
        for (int i = 0; i < state.length; i++) {
            state[i] = 0.5f + 0.001f * i;
        }
        var expected = state.clone();
        for (int i = 0; i < expected.length; i++) {
            for (int round = 0; round < rounds; round++) {
                expected[i] = Math.fma(expected[i], 0.5f, 0.5f);
            }
        }
        kernel.accept(state, rounds);
        assertThat(state).isEqualTo(expected);
    }
}
