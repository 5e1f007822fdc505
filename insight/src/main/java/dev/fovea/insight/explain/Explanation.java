package dev.fovea.insight.explain;

/// A map and what it is worth.
///
/// @param kind the method
/// @param map what it shows
/// @param weights whether the map depends on the weights
/// @param pixels whether the pixels it marks matter
/// @param verdict both in words
public record Explanation(
        Attribution.Kind kind, AttributionMap map, WeightCheck weights, PixelCheck pixels, Verdict verdict) {}
