package dev.fovea.insight.statistics;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Where a classifier is wrong, and where it nearly is. All lists have a fixed order; samples that compare equal stand
/// in the order of their numbers.
///
/// @param predictions what it says of each sample
public record Mistakes(Predictions predictions) {
    /// A cell of the confusion matrix.
    ///
    /// @param prediction the class that was said
    /// @param reference the class that was right
    /// @param count how often
    public record Cell(int prediction, int reference, int count) {}

    /// The cells that hold mistakes.
    ///
    /// @return the fullest first; of equals the one whose reference comes first, then whose prediction does
    public List<Cell> cells() {
        int[][] table = predictions.evaluation().confusion();
        List<Cell> cells = new ArrayList<>();
        for (int reference = 0; reference < table.length; reference++) {
            for (int prediction = 0; prediction < table.length; prediction++) {
                if (prediction != reference && table[prediction][reference] > 0) {
                    cells.add(new Cell(prediction, reference, table[prediction][reference]));
                }
            }
        }
        cells.sort(Comparator.comparingInt(cell -> -cell.count));
        return cells;
    }

    /// The worst cell: the largest number off the diagonal, the first of [#cells()].
    ///
    /// @return the cell, or null where there is no mistake
    public @Nullable Cell worst() {
        List<Cell> cells = cells();
        return cells.isEmpty() ? null : cells.getFirst();
    }

    /// The samples of a cell, also of one on the diagonal.
    ///
    /// @param prediction the class that was said
    /// @param reference the class that was right
    /// @return their numbers, ascending
    public List<Integer> in(int prediction, int reference) {
        return samples()
                .filter(i -> predictions.predicted(i) == prediction && predictions.reference(i) == reference)
                .boxed()
                .toList();
    }

    /// All mistakes.
    ///
    /// @return the samples' numbers, ascending
    public List<Integer> all() {
        return wrong().boxed().toList();
    }

    /// The mistakes of which the classifier is most sure, by the [probability][Predictions#confidence(int)] of what it
    /// says.
    ///
    /// @param limit how many; all where there are fewer
    /// @return the samples' numbers, the surest first
    public List<Integer> mostConfident(int limit) {
        return wrong().boxed()
                .sorted(Comparator.comparing(predictions::confidence, Comparator.reverseOrder()))
                .limit(limit)
                .toList();
    }

    /// The answers of which the classifier is least certain, right or wrong: those with the smallest
    /// [margin][Predictions#margin(int)] between the two most probable classes.
    ///
    /// @param limit how many; all where there are fewer
    /// @return the samples' numbers, the smallest margin first
    public List<Integer> leastCertain(int limit) {
        return samples().boxed().sorted(Comparator.comparing(predictions::margin)).limit(limit).toList();
    }

    private IntStream samples() {
        return IntStream.range(0, predictions.size());
    }

    private IntStream wrong() {
        return samples().filter(i -> !predictions.isCorrect(i));
    }
}
