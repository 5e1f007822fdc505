package dev.fovea.run;

import dev.fovea.shape.Suggestion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The run files that are built in: those of the folder `recipes`.
public final class Recipes {
    private static final List<String> NAMES =
            List.of(
                    "lenet",
                    "mxnet-julia-lenet",
                    "mxnet-scratch-cnn",
                    "mxnet-scratch-cnn-he",
                    "mxnet-r-lenet",
                    "flux-notebook-cnn",
                    "flux-zoo-cnn",
                    "mnist-fast",
                    "mnist-best",
                    "fashion-best");

    private Recipes() {}

    /// Their names.
    ///
    /// @return the default first, then those of other systems, then our own
    public static List<String> names() {
        return NAMES;
    }

    /// A recipe as it is written, with its comments.
    ///
    /// @param name one of [#names]
    /// @return YAML
    /// @throws RunFileException if there is none of that name
    public static String text(String name) {
        if (!NAMES.contains(name)) {
            throw new RunFileException(
                    "looking for the recipe \""
                            + name
                            + "\": there is none"
                            + Suggestion.of(name, NAMES)
                            + "; expected one of "
                            + String.join(", ", NAMES));
        }
        try (InputStream text = Recipes.class.getResourceAsStream("recipes/" + name + ".yaml")) {
            if (text == null) {
                throw new IllegalStateException("the recipe " + name + " is missing in this build");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
