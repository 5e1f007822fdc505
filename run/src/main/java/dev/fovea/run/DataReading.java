package dev.fovea.run;

import org.jspecify.annotations.Nullable;

/// How data are read, where they do not say it themselves.
///
/// @param label key `label`: the column of a CSV file that holds the labels; null for one called `label` and the like
/// @param transposed key `transposed`: whether the stored images have rows and columns exchanged, as EMNIST's have, so
///   that they are turned back
/// @param planes key `planes`: whether coloured pixels of a CSV file stand plane by plane, all red ones first, instead
///   of side by side
public record DataReading(@Nullable String label, boolean transposed, boolean planes) {
    /// Nothing but what the data say.
    public static final DataReading USUAL = new DataReading(null, false, false);
}
