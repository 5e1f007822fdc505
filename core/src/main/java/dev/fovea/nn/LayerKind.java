package dev.fovea.nn;

import java.util.List;

/// A sort of layer in words: what descriptions and the command line know of it.
///
/// @param name the word in descriptions, like `maxPool`
/// @param summary one sentence
/// @param options the options, the main one first
public record LayerKind(String name, String summary, List<Option> options) {
    /// Copies the list.
    public LayerKind {
        options = List.copyOf(options);
    }

    /// An option of a layer.
    ///
    /// @param name its name
    /// @param usual its value where it is not given; empty if it must be given
    /// @param meaning one phrase
    public record Option(String name, String usual, String meaning) {}

    List<String> optionNames() {
        return options.stream().map(Option::name).toList();
    }

    /// The sort in a few lines: the sentence, and a line for each option.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name).append(": ").append(summary).append('\n');
        int width = options.stream().mapToInt(option -> option.name().length()).max().orElse(0);
        for (Option option : options) {
            text.append("  ").append(option.name()).append(" ".repeat(width + 2 - option.name().length()));
            text.append(option.meaning());
            text.append(option.usual().isEmpty() ? "" : " (usually " + option.usual() + ")").append('\n');
        }
        return text.toString();
    }
}
