package dev.fovea.data;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a source holds: all its samples, or those to train on and those to test on.
///
/// @param train the samples to train on, or all where there is no division
/// @param test the samples to test on, or null; they may have no labels
public record Parts(Dataset train, @Nullable Dataset test) {
    /// Checks that the parts belong together.
    ///
    /// @throws IllegalArgumentException if image sizes differ, or classes of labelled samples
    public Parts {
        if (test != null && (!train.imageSize().equals(test.imageSize()) || differ(train, test))) {
            throw new IllegalArgumentException(
                    "pairing training and test samples: "
                            + train
                            + " and "
                            + test
                            + " differ in image size or classes; expected the same");
        }
    }

    private static boolean differ(Dataset train, Dataset test) {
        return test.labelled() && !test.classNames().equals(train.classNames());
    }

    /// Both parts of a set that has them.
    ///
    /// @param splits training and test samples
    /// @return the parts
    public static Parts of(Splits splits) {
        return new Parts(splits.train(), splits.test());
    }

    /// What there is: one part or two.
    ///
    /// @return in order
    public List<Dataset> all() {
        return test == null ? List.of(train) : List.of(train, test);
    }

    /// Samples to train on and samples to evaluate on.
    ///
    /// @param rule how the training part is divided; null to take the test part, or [SplitRule#USUAL] where there is no
    ///   labelled one
    /// @return both
    /// @throws IllegalArgumentException if the samples to train on have no labels, or a part would be empty
    public Splits splits(@Nullable SplitRule rule) {
        if (!train.labelled()) {
            throw new IllegalArgumentException(
                    "dividing "
                            + train
                            + " from "
                            + train.source()
                            + " for training: its samples have no labels; expected labelled samples (in a CSV file a"
                            + " column of labels, named with --label)");
        }
        if (rule == null && test != null && test.labelled()) {
            return new Splits(train, test);
        }
        return (rule == null ? SplitRule.USUAL : rule).apply(train);
    }

    /// The samples that a word names.
    ///
    /// @param word `train`, `test` or `all`
    /// @param rule as for [#splits]
    /// @return the samples; of samples without labels, all are test samples
    /// @throws IllegalArgumentException if the word is another, or there is no such part
    public Dataset part(String word, @Nullable SplitRule rule) {
        if (word.equals("all")) {
            return test == null ? train : joined(train, test);
        }
        if (word.equals("test") && test != null && rule == null) {
            return test;
        }
        return word.equals("test") && !train.labelled() ? train : splits(rule).split(word);
    }

    private static Dataset joined(Dataset first, Dataset second) {
        if (first.labelled() != second.labelled()) {
            throw new IllegalArgumentException(
                    "joining " + first + " and " + second + ": only one has labels; expected both or none");
        }
        int length = first.imageSize().bytes();
        long bytes = ((long) first.size() + second.size()) * length;
        if (bytes > Dataset.MAXIMUM_BYTES) {
            throw new IllegalArgumentException(
                    "joining " + first + " and " + second + ": " + bytes + " bytes do not fit into one set");
        }
        byte[] pixels = new byte[(int) bytes];
        int[] labels = new int[first.size() + second.size()];
        for (int i = 0; i < labels.length; i++) {
            Dataset from = i < first.size() ? first : second;
            int index = i < first.size() ? i : i - first.size();
            from.copyPixels(index, pixels, i * length);
            labels[i] = from.label(index);
        }
        Dataset all =
                first.labelled()
                        ? Dataset.of(first.description(), first.imageSize(), pixels, labels)
                        : Dataset.unlabelled(first.name(), first.source(), first.imageSize(), pixels);
        return all.preparedAs(first.prepared());
    }
}
