package dev.fovea.insight.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.insight.statistics.Mistakes.Cell;

import org.junit.jupiter.api.Test;

import java.util.List;

class MistakesTest {
    private static final List<String> LABELS = List.of("ant", "bee", "cat");

    /// Sample 0 is right; 1 and 2 are ants taken for bees, 3 and 4 cats for ants, 5 and 6 bees for cats.
    private static final Mistakes SEVEN =
            new Mistakes(
                    Made.predictions(
                            LABELS,
                            new int[] {0, 0, 0, 2, 2, 1, 1},
                            new int[][] {{9, 1, 1}, {1, 4, 2}, {1, 9, 1}, {6, 1, 2}, {9, 1, 1}, {4, 4, 9}, {1, 2, 3}}));

    @Test
    void theWorstCellIsTheFullestAndTheFirstOfEquals() {
        assertThat(SEVEN.cells()).containsExactly(new Cell(1, 0, 2), new Cell(2, 1, 2), new Cell(0, 2, 2));
        assertThat(SEVEN.worst()).isEqualTo(new Cell(1, 0, 2));
    }

    @Test
    void anyCellGivesItsSamples() {
        assertThat(SEVEN.in(1, 0)).containsExactly(1, 2);
        assertThat(SEVEN.in(0, 2)).containsExactly(3, 4);
        assertThat(SEVEN.in(0, 0)).containsExactly(0);
        assertThat(SEVEN.in(2, 2)).isEmpty();
        assertThat(SEVEN.all()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void theMostConfidentMistakesComeFirst() {
        // Margins of logits: 2 and 4 have 8 (equal: by number), 5 has 5 over two classes, 3 has 4, 1 has 2, 6 has 1.
        assertThat(SEVEN.mostConfident(10)).containsExactly(2, 4, 5, 3, 1, 6);
        assertThat(SEVEN.mostConfident(1)).containsExactly(2);
        assertThat(SEVEN.mostConfident(0)).isEmpty();
    }

    @Test
    void theLeastCertainAnswersMayBeRight() {
        Mistakes three =
                new Mistakes(
                        Made.predictions(LABELS, new int[] {0, 1, 2}, new int[][] {{9, 1, 1}, {7, 8, 1}, {5, 4, 5}}));
        assertThat(three.leastCertain(5)).containsExactly(2, 1, 0);
        assertThat(three.leastCertain(1)).containsExactly(2);
    }

    @Test
    void withoutAMistakeThereIsNoWorstCell() {
        Mistakes none = new Mistakes(Made.predictions(LABELS, new int[] {0}, new int[][] {{9, 1, 1}}));
        assertThat(none.worst()).isNull();
        assertThat(none.cells()).isEmpty();
        assertThat(none.mostConfident(5)).isEmpty();
    }
}
