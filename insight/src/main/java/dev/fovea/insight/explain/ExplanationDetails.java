package dev.fovea.insight.explain;

import dev.fovea.insight.explain.AttributionMap.Detail;

import java.util.Locale;

/// What a method says beside its map, in a sentence.
public final class ExplanationDetails {
    private ExplanationDetails() {}

    /// What the numbers of a map are.
    ///
    /// @param map the map
    /// @return a sentence without its full stop
    public static String words(AttributionMap map) {
        return switch (map.detail()) {
            case Detail.None() -> "the slope of the logit at each pixel, without its sign";
            case Detail.Completeness completeness ->
                    String.format(
                            Locale.ROOT,
                            "what each pixel contributed to the logit: together %.3f of %.3f in %d steps (%s)",
                            completeness.sum(),
                            completeness.difference(),
                            completeness.steps(),
                            error(completeness.relativeError()));
            case Detail.Windows windows ->
                    String.format(
                            Locale.ROOT,
                            "the mean drop under windows of %d x %d pixels that cover it: %d windows, stride %d",
                            windows.window(),
                            windows.window(),
                            windows.count(),
                            windows.stride());
            case Detail.FeatureMaps features ->
                    String.format(
                            Locale.ROOT,
                            "the output of %s, %d maps of %d x %d, weighed by their mean slopes and enlarged",
                            features.layer(),
                            features.weights().length,
                            features.height(),
                            features.width());
        };
    }

    private static String error(double relative) {
        return Double.isInfinite(relative)
                ? "the logits do not differ"
                : String.format(Locale.ROOT, "error %.2f %%", 100 * relative);
    }
}
