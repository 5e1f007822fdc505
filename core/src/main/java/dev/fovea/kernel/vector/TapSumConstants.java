package dev.fovea.kernel.vector;

import dev.fovea.kernel.TapSum;

import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Class data of [KTapSum] and [KTapSumFew].
///
/// @param species the vector width
/// @param geometry the sum
/// @param outputsPerTile outputs of a tile
record TapSumConstants(VectorSpecies<Float> species, TapSum geometry, int outputsPerTile) {
    static TapSumConstants of(VectorSpecies<Float> species, int largestTile, TapSum geometry) {
        return new TapSumConstants(species, geometry, outputsPerTile(largestTile, geometry.outputs()));
    }

    /// The tile that wastes least: a tile of `n` outputs costs its multiply-adds and the loads of its inputs.
    static int outputsPerTile(int largestTile, int outputs) {
        int best = 1;
        for (int tile = 1; tile <= largestTile; tile++) {
            if (cost(outputs, tile) <= cost(outputs, best)) {
                best = tile;
            }
        }
        return best;
    }

    private static double cost(int outputs, int tile) {
        return Math.ceilDiv(outputs, tile) * (tile + 1.0);
    }

    /// For each first row and first column of a tile, its terms: where each lies in the input, from the tile's first
    /// position on, and in the weights, in turn. Tiles with the same taps share one list.
    ///
    /// One flat loop over such a list keeps all accumulators in registers; around nested loops the compiler spills
    /// them.
    int[][][] terms() {
        Map<List<Integer>, int[]> known = new LinkedHashMap<>();
        int[][][] terms = new int[geometry.rows()][geometry.columns()][];
        for (int row = 0; row < geometry.rows(); row++) {
            for (int column = 0; column < geometry.columns(); column++) {
                List<Integer> taps =
                        List.of(
                                geometry.firstTapRow(row),
                                geometry.lastTapRow(row),
                                geometry.firstTapColumn(column),
                                geometry.lastTapColumn(column));
                terms[row][column] = known.computeIfAbsent(taps, this::terms);
            }
        }
        return terms;
    }

    private int[] terms(List<Integer> taps) {
        TapSum g = geometry;
        int[] terms = new int[2 * g.channels() * (taps.get(1) - taps.get(0)) * (taps.get(3) - taps.get(2))];
        int at = 0;
        for (int channel = 0; channel < g.channels(); channel++) {
            for (int i = taps.get(0); i < taps.get(1); i++) {
                for (int j = taps.get(2); j < taps.get(3); j++) {
                    terms[at++] =
                            channel * g.inputChannelStride() + i * g.inputTapRowStride() + j * g.inputTapColumnStride();
                    terms[at++] =
                            channel * g.weightChannelStride()
                                    + i * g.vertical().weightStride()
                                    + j * g.horizontal().weightStride();
                }
            }
        }
        return terms;
    }

    /// Whether the weights of these terms follow each other.
    static boolean areInOrder(int[] terms) {
        return IntStream.range(0, terms.length / 2).allMatch(term -> terms[2 * term + 1] == term);
    }

    /// Where the inputs of a row of tiles lie, vector by vector, from its first column on.
    int[] inputVectors() {
        return vectors(column -> geometry.inputOffset(0, column) - geometry.inputOffset(0, 0));
    }

    /// Where the outputs of a row of tiles lie, vector by vector, from its first column on.
    int[] outputVectors() {
        return vectors(column -> geometry.outputOffset(0, column));
    }

    private int[] vectors(IntUnaryOperator offset) {
        int length = species.length();
        return Arrays.stream(geometry.columnsOfTiles())
                .map(offset)
                .flatMap(tile -> IntStream.range(0, 16 / length).map(part -> tile + part * length))
                .toArray();
    }
}
