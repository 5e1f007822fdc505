package dev.fovea.data;

/// Some samples, ready for a network.
///
/// The arrays belong to the [Batches] that handed them out and are overwritten by its next batch. They hold room for a
/// full batch; of a short last one only the first `size` samples count.
///
/// @param pixels scaled values, row-major `[size, channels, height, width]`
/// @param labels class numbers, `[size]`
/// @param samples the samples' indices in the dataset, `[size]`: what random numbers are keyed by
/// @param position the place of the first sample in the epoch's order; sample `i` has place `position + i`
/// @param size the number of samples
@SuppressWarnings("ArrayRecordComponent") // Buffers to be read in place: a copy per batch is what this record avoids.
public record Batch(float[] pixels, int[] labels, int[] samples, int position, int size) {}
