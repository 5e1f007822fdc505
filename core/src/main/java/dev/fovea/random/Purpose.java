package dev.fovea.random;

/// What a random number is for. Two purposes never share a number, so that, for example, changing the dropout of a
/// network leaves the order of its samples alone.
///
/// The [numbers][#number()] are part of the recorded behaviour of a run: they are fixed and never used again for
/// something else.
public enum Purpose {
    /// The order of the training samples within an epoch.
    SHUFFLE(1),
    /// Initial values of parameters.
    INITIALISE(2),
    /// Dropout masks.
    DROPOUT(3),
    /// Noise added to inputs.
    NOISE(4),
    /// Shifts, turns and other changes of training images.
    AUGMENT(5),
    /// Drawing the built-in digits.
    DRAW(6),
    /// Dividing one set of samples into two.
    SPLIT(7),
    /// Choosing samples to show or to measure.
    CHOOSE(8);

    private final int number;

    Purpose(int number) {
        this.number = number;
    }

    /// The number that stands for this purpose in the counter, between 1 and 255.
    ///
    /// @return the fixed number
    public int number() {
        return number;
    }
}
