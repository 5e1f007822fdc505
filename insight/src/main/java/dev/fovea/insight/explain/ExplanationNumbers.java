package dev.fovea.insight.explain;

import dev.fovea.insight.explain.AttributionMap.Detail;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The figures of explanations as plain values, for [dev.fovea.model.Json].
public final class ExplanationNumbers {
    private ExplanationNumbers() {}

    /// All figures and maps.
    ///
    /// @param all what is told
    /// @return names and values, in order
    public static Map<String, @Nullable Object> of(Explanations all) {
        Explanations.Subject subject = all.subject();
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("input", subject.name());
        plain.put("label", subject.reference());
        plain.put("predicted", subject.prediction().label());
        plain.put("predicted_probability", subject.prediction().probability());
        plain.put("class", subject.targetName());
        plain.put("class_probability", subject.prediction().probabilities()[subject.target()]);
        plain.put("baseline", all.setting().fill());
        plain.put("seed", all.setting().seed());
        plain.put("random", areas(all.others().deletion(), all.others().insertion()));
        plain.put("contrast", areas(all.others().contrastDeletion(), all.others().contrastInsertion()));
        plain.put("methods", all.methods().stream().map(ExplanationNumbers::of).toList());
        if (!all.leftOut().isEmpty()) {
            plain.put("left_out", all.leftOut());
        }
        return plain;
    }

    private static Map<String, Object> areas(Curve deletion, Curve insertion) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("deletion", deletion.area());
        plain.put("insertion", insertion.area());
        return plain;
    }

    private static Map<String, @Nullable Object> of(Explanation explanation) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("method", explanation.kind().word());
        plain.put("verdict", explanation.verdict().text());
        plain.put("weights", word(explanation.verdict().weights()));
        plain.put("pixels", word(explanation.verdict().pixels()));
        plain.put("correlation", explanation.weights().correlation());
        plain.put("signed_correlation", explanation.weights().signedCorrelation());
        plain.put("structural_similarity", explanation.weights().structure());
        plain.put("cascade", explanation.weights().cascade().stream().map(ExplanationNumbers::of).toList());
        plain.putAll(areas(explanation.pixels().deletion(), explanation.pixels().insertion()));
        plain.put("random_orders_as_good", explanation.pixels().randomOrdersAsGood());
        plain.putAll(detail(explanation.map().detail()));
        plain.put("map", rows(explanation.map()));
        return plain;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, @Nullable Object> of(WeightCheck.Depth depth) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("layer", depth.layer());
        plain.put("layers", depth.layers());
        plain.put("correlation", depth.similarity().correlation());
        plain.put("signed_correlation", depth.similarity().signed());
        plain.put("structural_similarity", depth.similarity().structure());
        return plain;
    }

    private static Map<String, @Nullable Object> detail(Detail detail) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        switch (detail) {
            case Detail.None() -> {}
            case Detail.Completeness completeness -> {
                plain.put("steps", completeness.steps());
                plain.put("sum", completeness.sum());
                plain.put("difference", completeness.difference());
                double error = completeness.relativeError();
                plain.put("relative_error", Double.isFinite(error) ? (Double) error : null);
            }
            case Detail.Windows windows -> {
                plain.put("window", windows.window());
                plain.put("stride", windows.stride());
                plain.put("windows", windows.count());
            }
            case Detail.FeatureMaps features -> {
                plain.put("layer", features.layer());
                plain.put("feature_weights", features.weights());
                plain.put("coarse_map", rows(features.values(), features.width()));
            }
        }
        return plain;
    }

    private static List<double[]> rows(AttributionMap map) {
        return rows(map.values(), map.width());
    }

    private static List<double[]> rows(double[] values, int width) {
        List<double[]> rows = new ArrayList<>();
        for (int from = 0; from < values.length; from += width) {
            rows.add(Arrays.copyOfRange(values, from, from + width));
        }
        return rows;
    }
}
