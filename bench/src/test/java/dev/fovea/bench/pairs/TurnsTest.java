package dev.fovea.bench.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Builds are compared turn by turn, so that a machine that becomes slower changes no ratio.
class TurnsTest {
    /// A second build that takes .8 of the time, on a machine that becomes four times slower.
    private final Turns turns = new Turns(List.of("5950468", "here"));

    TurnsTest() {
        turns.add(10, 8);
        turns.add(20, 16);
        turns.add(40, 32);
        turns.add(30, 27);
        turns.add(15, 12);
    }

    @Test
    void ratiosAreOfTheSameTurn() {
        assertThat(turns.ratios(0)).containsExactly(1, 1, 1, 1, 1);
        assertThat(turns.ratios(1)).containsExactly(.8, .8, .8, .8, .9);
    }

    @Test
    void quantilesLieBetweenNeighbours() {
        double[] sorted = {1, 2, 4, 8};
        assertThat(Turns.quantile(sorted, 0)).isEqualTo(1);
        assertThat(Turns.quantile(sorted, .5)).isEqualTo(3);
        assertThat(Turns.quantile(sorted, 1)).isEqualTo(8);
        assertThat(Turns.quantile(new double[] {7}, .9)).isEqualTo(7);
    }

    @Test
    void theTableHasALineForEachBuild() {
        assertThat(turns.table())
                .isEqualToNormalizingNewlines(
                        """
                        build      median          quartiles     tenth  times the first    quartiles
                        5950468     20.00        15.00 30.00     12.00            1.000  1.000 1.000
                        here        16.00        12.00 27.00      9.60            0.800  0.800 0.800
                        """);
    }
}
