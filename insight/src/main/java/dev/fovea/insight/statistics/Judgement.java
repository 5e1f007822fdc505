package dev.fovea.insight.statistics;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that can be said about a classifier from its answers on a set.
///
/// @param predictions its answers
public record Judgement(Predictions predictions) {
    private static final int[] TOP = {1, 2, 3, 5};

    /// How many samples a list in [#toPlain] has at most.
    private static final int LISTED = 20;

    /// How often the right class is among the first.
    ///
    /// @param first how many are looked at: `k`
    /// @param correct how many samples have their class among them
    /// @param accuracy the part of all samples
    public record TopAccuracy(int first, int correct, double accuracy) {}

    /// What the confusion matrix says.
    ///
    /// @return its figures
    public ConfusionStatistics confusion() {
        return new ConfusionStatistics(predictions.evaluation(), predictions.labels());
    }

    /// Where it is wrong.
    ///
    /// @return the mistakes
    public Mistakes mistakes() {
        return new Mistakes(predictions);
    }

    /// Whether it is right as often as it says, in tenths.
    ///
    /// @return the calibration
    public Calibration calibration() {
        return Calibration.of(predictions, Calibration.BINS);
    }

    /// How often the right class is among the `k` that the classifier [prefers][Predictions#rank(int)], for k of 1, 2,
    /// 3 and 5, but not for as many as there are classes. The first is the accuracy.
    ///
    /// @return by k
    public List<TopAccuracy> topAccuracies() {
        List<TopAccuracy> all = new ArrayList<>();
        for (int first : TOP) {
            if (first == 1 || first < predictions.labels().size()) {
                all.add(top(first));
            }
        }
        return all;
    }

    private TopAccuracy top(int first) {
        int correct = 0;
        for (int i = 0; i < predictions.size(); i++) {
            correct += predictions.rank(i) < first ? 1 : 0;
        }
        return new TopAccuracy(first, correct, (double) correct / predictions.size());
    }

    /// All of it as plain values, under the names that `fovea evaluate --json` prints.
    ///
    /// @param cells the cells of the matrix whose samples are listed
    /// @return by name, in order
    public Map<String, @Nullable Object> toPlain(List<Mistakes.Cell> cells) {
        Map<String, @Nullable Object> plain = confusion().toPlain();
        Map<String, @Nullable Object> tops = new LinkedHashMap<>();
        topAccuracies().forEach(top -> tops.put(Integer.toString(top.first), top.accuracy));
        plain.put("top_k_accuracy", tops);
        plain.put("calibration", plain(calibration()));
        Mistakes mistakes = mistakes();
        Mistakes.Cell worst = mistakes.worst();
        plain.put("worst_cell", worst == null ? null : plain(worst));
        plain.put("cells", cells.stream().map(this::plain).toList());
        plain.put("most_confident_mistakes", plain(mistakes.mostConfident(LISTED)));
        plain.put("least_certain_answers", plain(mistakes.leastCertain(LISTED)));
        return plain;
    }

    private static Map<String, @Nullable Object> plain(Calibration calibration) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("expected_error", finite(calibration.expectedError()));
        plain.put("maximum_error", finite(calibration.maximumError()));
        List<Map<String, @Nullable Object>> bins = new ArrayList<>();
        for (Calibration.Bin bin : calibration.bins()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("above", bin.lower());
            row.put("to", bin.upper());
            row.put("count", bin.count());
            row.put("mean_confidence", bin.confidence() == null ? null : finite(bin.confidence()));
            row.put("accuracy", bin.accuracy());
            bins.add(row);
        }
        plain.put("bins", bins);
        return plain;
    }

    private Map<String, @Nullable Object> plain(Mistakes.Cell cell) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("prediction", predictions.labels().get(cell.prediction()));
        plain.put("reference", predictions.labels().get(cell.reference()));
        plain.put("count", cell.count());
        plain.put("samples", plain(mistakes().in(cell.prediction(), cell.reference())));
        return plain;
    }

    private List<Map<String, @Nullable Object>> plain(List<Integer> samples) {
        return samples.stream().map(predictions::toPlain).toList();
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
