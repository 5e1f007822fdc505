package dev.fovea.insight.explain;

import dev.fovea.shape.Suggestion;

import java.util.Arrays;
import java.util.List;

/// A method that says how much each pixel matters.
public sealed interface Attribution permits Saliency, IntegratedGradients, Occlusion, GradCam {
    /// Answers a question.
    ///
    /// @param question what is to be explained
    /// @return a value for each pixel
    AttributionMap map(Question question);

    /// The pixels that the method can say something about: to all others it gives 0 whatever the network does.
    ///
    /// @param question what is to be explained
    /// @return whether it can, by pixel
    default boolean[] spoken(Question question) {
        boolean[] spoken = new boolean[question.height() * question.width()];
        Arrays.fill(spoken, true);
        return spoken;
    }

    /// Which method this is.
    ///
    /// @return its kind
    Kind kind();

    /// The methods by name.
    enum Kind {
        /// [Saliency].
        SALIENCY("saliency"),
        /// [IntegratedGradients].
        INTEGRATED_GRADIENTS("integrated-gradients"),
        /// [Occlusion].
        OCCLUSION("occlusion"),
        /// [GradCam].
        GRAD_CAM("grad-cam");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// The name in commands and files.
        ///
        /// @return like `grad-cam`
        public String word() {
            return word;
        }

        /// All names.
        ///
        /// @return in order
        public static List<String> words() {
            return Arrays.stream(values()).map(Kind::word).toList();
        }

        /// The method of a name.
        ///
        /// @param word its name
        /// @return the method
        /// @throws IllegalArgumentException if there is none of this name
        public static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException(
                                    "explaining with the method \""
                                            + word
                                            + "\": there is none of this name"
                                            + Suggestion.of(word, words())
                                            + "; expected all or one of "
                                            + String.join(", ", words())));
        }
    }
}
