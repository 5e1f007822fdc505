package dev.fovea.insight.statistics;

import dev.fovea.data.Dataset;
import dev.fovea.model.Classifier;
import dev.fovea.model.Prediction;
import dev.fovea.run.ModelData;
import dev.fovea.train.Evaluation;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a classifier says of every sample of a set, and what would have been right: one pass over the samples, from
/// which all figures and all mistakes are taken.
///
/// The [evaluation][#evaluation()] is that of [Evaluation#of(Classifier, Dataset)] to the last bit, and so are
/// predictions: the class of the largest logit, the first of equals.
public final class Predictions {
    private final Dataset data;
    private final List<String> labels;
    private final List<String> names;
    private final Evaluation evaluation;
    private final float[] probabilities;
    private final float[] losses;
    private final int[] references;
    private final int[] predicted;

    private Predictions(Classifier classifier, Dataset data, List<String> names) {
        this.data = data.withClassNames(classifier.labels());
        this.labels = classifier.labels();
        this.names = names;
        int classes = labels.size();
        this.references = this.data.labels();
        this.probabilities = new float[Math.multiplyExact(references.length, classes)];
        this.losses = new float[references.length];
        this.predicted = new int[references.length];
        this.evaluation =
                Evaluation.of(
                        classifier,
                        this.data,
                        (sample, prediction, loss, own) -> {
                            System.arraycopy(own, 0, probabilities, sample * classes, classes);
                            losses[sample] = loss;
                            predicted[sample] = prediction;
                        });
    }

    /// Classifies the samples of a set.
    ///
    /// @param classifier the classifier
    /// @param data labelled samples, as they were stored or as this classifier's preparation made them
    /// @return what it says of each
    /// @throws IllegalArgumentException if there are none, they have no labels, or a class that the classifier does not
    ///   know
    public static Predictions of(Classifier classifier, Dataset data) {
        return of(classifier, new ModelData.Samples(data, List.of(), ""));
    }

    /// Classifies samples that have names.
    ///
    /// @param classifier the classifier
    /// @param samples labelled, with the names of their files where they have some
    /// @return what it says of each
    /// @throws IllegalArgumentException if there are none, they have no labels, or a class that the classifier does not
    ///   know
    public static Predictions of(Classifier classifier, ModelData.Samples samples) {
        if (samples.samples().size() == 0) {
            throw new IllegalArgumentException(
                    "judging a model on " + samples.samples() + ": there is no sample; expected at least 1");
        }
        return new Predictions(classifier, samples.samples(), samples.names());
    }

    /// The samples, with the classifier's classes.
    ///
    /// @return as they were given
    public Dataset data() {
        return data;
    }

    /// The names of the classes.
    ///
    /// @return by class number
    public List<String> labels() {
        return labels;
    }

    /// The number of samples.
    ///
    /// @return at least 1
    public int size() {
        return references.length;
    }

    /// Confusions and losses.
    ///
    /// @return as [Evaluation#of(Classifier, Dataset)] gives them
    public Evaluation evaluation() {
        return evaluation;
    }

    /// What was right.
    ///
    /// @param sample its number, from 0
    /// @return a class number
    public int reference(int sample) {
        return references[sample];
    }

    /// What the classifier says.
    ///
    /// @param sample its number, from 0
    /// @return a class number
    public int predicted(int sample) {
        return predicted[sample];
    }

    /// Whether the classifier is right.
    ///
    /// @param sample its number, from 0
    /// @return true if prediction and reference are the same
    public boolean isCorrect(int sample) {
        return predicted[sample] == references[sample];
    }

    /// The probability of a class.
    ///
    /// @param sample its number, from 0
    /// @param label a class number
    /// @return from 0 to 1
    public float probability(int sample, int label) {
        return probabilities[sample * labels.size() + label];
    }

    /// The probabilities of all classes.
    ///
    /// @param sample its number, from 0
    /// @return a new array, by class number
    public float[] probabilities(int sample) {
        int classes = labels.size();
        return Arrays.copyOfRange(probabilities, sample * classes, (sample + 1) * classes);
    }

    /// What [Classifier#predict(dev.fovea.image.Image)] gives for a sample.
    ///
    /// @param sample its number, from 0
    /// @return its probabilities with the names of the classes
    public Prediction prediction(int sample) {
        return new Prediction(labels, probabilities(sample));
    }

    /// How sure the classifier is: the probability of the class that it says.
    ///
    /// @param sample its number, from 0
    /// @return from 0 to 1
    public float confidence(int sample) {
        return probability(sample, predicted[sample]);
    }

    /// How far the answer is from another: the largest probability less the second largest. (T. Scheffer et al.,
    /// *Active Hidden Markov Models for Information Extraction*, 2001, call it the margin.)
    ///
    /// @param sample its number, from 0
    /// @return from 0, where two classes are as probable, to 1; 1 where there is one class only
    public float margin(int sample) {
        float first = 0;
        float second = 0;
        for (int label = 0; label < labels.size(); label++) {
            float probability = probability(sample, label);
            if (probability > first) {
                second = first;
                first = probability;
            } else if (probability > second) {
                second = probability;
            }
        }
        return first - second;
    }

    /// The cross-entropy of a sample: the negative logarithm of its reference's probability.
    ///
    /// @param sample its number, from 0
    /// @return in nats, at least 0
    public float loss(int sample) {
        return losses[sample];
    }

    /// How many classes the classifier prefers to the reference. The class that it says comes first; after it the more
    /// probable, equals in the order of their numbers.
    ///
    /// @param sample its number, from 0
    /// @return 0 where the classifier is right, to the number of classes less 1
    public int rank(int sample) {
        int reference = references[sample];
        if (isCorrect(sample)) {
            return 0;
        }
        float own = probability(sample, reference);
        int rank = 1;
        for (int label = 0; label < labels.size(); label++) {
            float other = probability(sample, label);
            boolean preferred = other > own || (other == own && label < reference);
            if (preferred && label != predicted[sample]) {
                rank++;
            }
        }
        return rank;
    }

    /// The row of a sample in its file or array, of which a part may be judged: a Kaggle file's `ImageId`.
    ///
    /// @param sample its number, from 0
    /// @return from 1; without a heading
    public int row(int sample) {
        return data.place(sample) + 1;
    }

    /// The file of a sample.
    ///
    /// @param sample its number, from 0
    /// @return its path, null where samples have no files of their own
    public @Nullable String file(int sample) {
        return names.isEmpty() ? null : names.get(sample);
    }

    /// What a sample is called: its file where it has one, otherwise its number, with its row where a part is judged.
    ///
    /// @param sample its number, from 0
    /// @return such as `birds/wren/17.png`, `#18` or `#18 (row 240)`
    public String name(int sample) {
        String file = file(sample);
        if (file != null) {
            return file;
        }
        return row(sample) == sample + 1 ? "#" + sample : "#" + sample + " (row " + row(sample) + ")";
    }

    /// A sample as plain values.
    ///
    /// @param sample its number, from 0
    /// @return `index`, `row`, `file`, `reference`, `prediction`, `margin` and `probabilities`, in the order of the
    ///   classes
    public Map<String, @Nullable Object> toPlain(int sample) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("index", sample);
        plain.put("row", row(sample));
        plain.put("file", file(sample));
        plain.put("reference", labels.get(references[sample]));
        plain.put("prediction", labels.get(predicted[sample]));
        plain.put("margin", finite(margin(sample)));
        List<@Nullable Float> all = new ArrayList<>();
        for (float probability : probabilities(sample)) {
            all.add(finite(probability));
        }
        plain.put("probabilities", all);
        return plain;
    }

    private static @Nullable Float finite(float value) {
        return Float.isFinite(value) ? value : null;
    }
}
