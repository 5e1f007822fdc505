package dev.fovea.model;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What a classifier thinks of one picture: a probability for every class. They add up to 1 but for rounding.
///
/// @param labels the names of the classes
/// @param probabilities one per class, in the order of the labels; not copied
@SuppressWarnings("ArrayRecordComponent") // as many floats as classes, made for this prediction
public record Prediction(List<String> labels, float[] probabilities) {
    /// A class and its probability.
    ///
    /// @param label the name of the class
    /// @param probability from 0 to 1
    public record Guess(String label, float probability) {}

    /// The most probable class.
    ///
    /// @return its number, from 0; the first of equals
    public int index() {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }

    /// The name of the most probable class.
    ///
    /// @return its label
    public String label() {
        return labels.get(index());
    }

    /// How sure the classifier is: the probability of the most probable class.
    ///
    /// @return from 0 to 1
    public float probability() {
        return probabilities[index()];
    }

    /// The most probable classes.
    ///
    /// @param count how many; all where there are fewer
    /// @return the most probable first; equals in the order of their numbers
    public List<Guess> top(int count) {
        return IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparing(i -> -probabilities[i]))
                .limit(count)
                .map(i -> new Guess(labels.get(i), probabilities[i]))
                .toList();
    }

    /// The most probable class and its probability.
    @Override
    public String toString() {
        return label() + " (" + probability() + ")";
    }
}
