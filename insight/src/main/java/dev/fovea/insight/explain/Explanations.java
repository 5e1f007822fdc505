package dev.fovea.insight.explain;

import dev.fovea.model.Prediction;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What was said about one picture by several methods.
///
/// @param subject the picture and what the classifier says of it
/// @param setting what was asked
/// @param others what removing pixels in orders does that know nothing of the network
/// @param methods the maps, each with its checks
/// @param leftOut why a method is missing; empty if none is
public record Explanations(
        Subject subject, Setting setting, PixelCheck.Others others, List<Explanation> methods, String leftOut) {
    /// Copies the list.
    ///
    /// @throws IllegalArgumentException if there is no method
    public Explanations {
        methods = List.copyOf(methods);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("explaining by no method: expected at least one");
        }
    }

    /// A picture and what the classifier says of it.
    ///
    /// @param name of the picture
    /// @param reference the class it has, or null where it is not known
    /// @param prediction what the classifier says
    /// @param target the number of the class that is explained
    public record Subject(String name, @Nullable String reference, Prediction prediction, int target) {
        /// The class that is explained.
        ///
        /// @return its name
        public String targetName() {
            return prediction.labels().get(target);
        }
    }

    /// What was asked.
    ///
    /// @param question about the picture
    /// @param fill the byte that stands for nothing
    /// @param seed of randomised weights and random orders
    public record Setting(Question question, int fill, long seed) {}

    /// Explains by methods, one after the other.
    ///
    /// @param subject the picture and what the classifier says of it
    /// @param setting what is asked
    /// @param methods at least one
    /// @param leftOut why a method is missing; empty if none is
    /// @return what they say
    /// @throws IllegalArgumentException if a method does not suit network or image
    public static Explanations of(Subject subject, Setting setting, List<Attribution> methods, String leftOut) {
        Explainer explainer = Explainer.of(setting.question, setting.seed);
        return new Explanations(
                subject, setting, explainer.others(), methods.stream().map(explainer::explain).toList(), leftOut);
    }
}
