package dev.fovea.data;

/// How samples are divided into those to train on and those to evaluate on.
///
/// @param train above 0 and below 1 the part to train on; from 1 the number of samples to train on
/// @param order which are taken to train on
/// @param seed fixes the choice where it is random
public record SplitRule(double train, Order order, long seed) {
    /// Which samples are taken to train on.
    public enum Order {
        /// The first as they are stored.
        STORED,
        /// Chosen at random; each part keeps the order of the samples.
        RANDOM
    }

    /// What is done with samples that come without a division: 80 % at random to train on, the rest to evaluate on, the
    /// same whatever the seed of a run.
    public static final SplitRule USUAL = new SplitRule(.8, Order.RANDOM, 1);

    /// Checks the part.
    ///
    /// @throws IllegalArgumentException if it is not above 0, or above 1 and no whole number
    public SplitRule {
        if (!(train > 0) || (train >= 1 && train != StrictMath.rint(train)) || train > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "dividing samples into "
                            + train
                            + " to train on and the rest: expected a fraction between 0 and 1, such as 0.8, or a whole"
                            + " number of samples, such as 55000");
        }
    }

    /// Divides samples.
    ///
    /// @param data the samples
    /// @return both parts
    /// @throws IllegalArgumentException if a part would be empty
    public Splits apply(Dataset data) {
        double fraction = train;
        if (train >= 1) {
            if (train >= data.size()) {
                throw new IllegalArgumentException(
                        "splitting "
                                + data.size()
                                + " samples of "
                                + data.name()
                                + ": "
                                + (long) train
                                + " are to be trained on, which leaves none to evaluate on; expected fewer");
            }
            fraction = train / data.size();
        }
        return order == Order.STORED ? data.splitInOrder(fraction) : data.splitAtRandom(fraction, seed);
    }
}
