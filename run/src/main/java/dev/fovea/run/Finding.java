package dev.fovea.run;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Something about data that looks wrong.
///
/// @param kind a word for programs
/// @param part where: `train`, `test` or `all`
/// @param count how many samples or classes it is about
/// @param message what was found, and what to do about it
/// @param examples samples of that part, counted from 0, at most ten
public record Finding(Kind kind, String part, int count, String message, List<Integer> examples) {
    /// What can look wrong.
    public enum Kind {
        /// Equal images with the same label.
        DUPLICATES("duplicates"),
        /// Equal images with different labels.
        CONTRADICTIONS("contradictions"),
        /// Test images that are trained on too.
        LEAKS("duplicates_across_splits"),
        /// Images of one value.
        CONSTANT("constant_images"),
        /// Dark ink on a light ground.
        INVERTED("inverted_polarity"),
        /// Some images one way, some the other.
        MIXED("mixed_polarity"),
        /// Rows and columns exchanged.
        TRANSPOSED("transposed"),
        /// Some classes have many more samples than others.
        IMBALANCE("imbalance"),
        /// Classes without samples.
        EMPTY("empty_classes"),
        /// Samples in the order of their classes.
        SORTED("sorted_labels"),
        /// Pixels that use little of the range of a byte.
        RANGE("narrow_range"),
        /// Files that are not read.
        LEFT_OUT("left_out");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// The name in JSON.
        ///
        /// @return in small letters
        public String word() {
            return word;
        }
    }

    /// Copies the list.
    public Finding {
        examples = List.copyOf(examples);
    }

    /// The finding by name.
    ///
    /// @return in order
    public Map<String, @Nullable Object> toPlain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("kind", kind.word);
        plain.put("part", part);
        plain.put("count", count);
        plain.put("message", message);
        plain.put("examples", examples);
        return plain;
    }
}
