package dev.fovea.insight.explain;

import java.util.ArrayList;
import java.util.List;

/// Whether the pixels that a map marks matter to the network: they are removed in the order of the map, and the
/// probability of the class should fall sooner than in a random order; put into an empty image in that order, it should
/// rise sooner.
///
/// Source: V. Petsiuk, A. Das, K. Saenko, *RISE: Randomized Input Sampling for Explanation of Black-box Models*, BMVC
/// 2018, section 4.3. Removed pixels take the question's baseline.
///
/// @param deletion pixels removed, the most important first
/// @param insertion pixels put in, the most important first
/// @param others what other orders do
public record PixelCheck(Curve deletion, Curve insertion, Others others) {
    /// How many random orders there are.
    static final int ORDERS = 10;

    /// What orders do that know nothing of the network.
    ///
    /// @param deletions of random orders
    /// @param insertions of random orders
    /// @param contrastDeletion the pixels first that differ most from the baseline
    /// @param contrastInsertion the same, put in
    public record Others(
            List<Curve> deletions, List<Curve> insertions, Curve contrastDeletion, Curve contrastInsertion) {
        /// Copies the lists.
        public Others {
            deletions = List.copyOf(deletions);
            insertions = List.copyOf(insertions);
        }

        /// Tries them.
        ///
        /// @param question what is asked about each image
        /// @param seed makes the orders
        /// @return their curves
        public static Others of(Question question, long seed) {
            List<Curve> deletions = new ArrayList<>();
            List<Curve> insertions = new ArrayList<>();
            for (int i = 1; i <= ORDERS; i++) {
                int[] order = PixelOrder.random(question.height() * question.width(), seed, i);
                deletions.add(Curve.of(question, order, true));
                insertions.add(Curve.of(question, order, false));
            }
            int[] contrast = PixelOrder.descending(PixelOrder.contrast(question), seed);
            return new Others(
                    deletions, insertions, Curve.of(question, contrast, true), Curve.of(question, contrast, false));
        }

        /// The mean curve of random removal.
        ///
        /// @return point by point
        public Curve deletion() {
            return Curve.mean(deletions);
        }

        /// The mean curve of random insertion.
        ///
        /// @return point by point
        public Curve insertion() {
            return Curve.mean(insertions);
        }
    }

    /// Checks a map.
    ///
    /// @param question what it explains
    /// @param map the map
    /// @param others what other orders do
    /// @param seed orders pixels of equal importance
    /// @return what removing its pixels does
    public static PixelCheck of(Question question, AttributionMap map, Others others, long seed) {
        int[] order = PixelOrder.descending(map.values(), seed);
        return new PixelCheck(Curve.of(question, order, true), Curve.of(question, order, false), others);
    }

    /// The probability of the class for the whole image.
    ///
    /// @return from 0 to 1
    public double whole() {
        return deletion.probabilities()[0];
    }

    /// The probability of the class where all pixels are removed.
    ///
    /// @return from 0 to 1
    public double empty() {
        return insertion.probabilities()[0];
    }

    /// How many of the random orders make the probability fall sooner than the map's, or as soon.
    ///
    /// @return from 0 to the number of orders
    public int randomOrdersAsGood() {
        return (int) others.deletions.stream().filter(curve -> curve.area() <= deletion.area()).count();
    }
}
