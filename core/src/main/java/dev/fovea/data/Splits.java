package dev.fovea.data;

/// The two parts of a set: what a network learns from, and what it is judged by.
///
/// @param train the samples to train on
/// @param test the samples to evaluate on
public record Splits(Dataset train, Dataset test) {
    /// Checks that the parts belong together.
    ///
    /// @throws IllegalArgumentException if image sizes or classes differ
    public Splits {
        if (train.channels() != test.channels()
                || train.height() != test.height()
                || train.width() != test.width()
                || !train.classNames().equals(test.classNames())) {
            throw new IllegalArgumentException(
                    "pairing training and test samples: "
                            + train
                            + " and "
                            + test
                            + " differ in image size or classes");
        }
    }

    /// The part of a name, as given on a command line.
    ///
    /// @param name `train` or `test`
    /// @return that part
    /// @throws IllegalArgumentException if the name is another
    public Dataset split(String name) {
        return switch (name) {
            case "train" -> train;
            case "test" -> test;
            default ->
                    throw new IllegalArgumentException(
                            "choosing a split of " + train.name() + ": got '" + name + "', expected 'train' or 'test'");
        };
    }
}
