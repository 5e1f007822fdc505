package dev.fovea.nn;

import java.util.List;

/// A sort of layer in words: what descriptions and the command line know of it.
///
/// @param name the word in descriptions, like `maxPool`
/// @param summary one phrase
/// @param formula what it computes
/// @param shapes the shapes of its input and output, `N` being samples, `C` channels, `H` rows and `W` columns
/// @param parameters what it learns, and their shapes; empty if nothing
/// @param example a description, and the same in Java
/// @param options the options, the main one first
public record LayerKind(
        String name,
        String summary,
        String formula,
        String shapes,
        String parameters,
        Example example,
        List<Option> options) {
    /// A layer as it is written.
    ///
    /// @param description in a run file
    /// @param java in a program
    public record Example(String description, String java) {}

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

    /// The sort in a few lines: what it computes, its shapes, parameters and options, and an example.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name).append(": ").append(summary).append('\n');
        line(text, "formula", formula);
        line(text, "shapes", shapes);
        line(text, "parameters", parameters.isEmpty() ? "none" : parameters);
        line(text, "run file", example.description());
        line(text, "Java", example.java());
        text.append(options.isEmpty() ? "" : "options:\n");
        int width = options.stream().mapToInt(option -> option.name().length()).max().orElse(0);
        for (Option option : options) {
            text.append("  ").append(option.name()).append(" ".repeat(width + 2 - option.name().length()));
            text.append(option.meaning());
            text.append(option.usual().isEmpty() ? "" : " (usually " + option.usual() + ")").append('\n');
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String head, String body) {
        text.append(head).append(" ".repeat(12 - head.length())).append(body).append('\n');
    }
}
