package dev.fovea.train;

import dev.fovea.data.Batch;
import dev.fovea.data.Batches;
import dev.fovea.data.Dataset;
import dev.fovea.data.Loader;
import dev.fovea.model.Classifier;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How a network does on labelled samples.
///
/// The numbers are the same to the last digit whatever the batch size, the threads and the vectors, and in whatever
/// process: each sample's loss is a float of its own, and they are added as doubles in the samples' order.
///
/// @param samples how many there were
/// @param lossSum the sum of all cross-entropies
/// @param confusion how often each class was predicted for each: rows are predictions, columns the reference
@SuppressWarnings("ArrayRecordComponent") // a table made for this record, read in place by statistics
public record Evaluation(int samples, double lossSum, int[][] confusion) {
    /// Samples that are predicted at once.
    private static final int BATCH = 500;

    /// Sees what an evaluation finds for each sample, in the order in which they are loaded.
    public interface Observer {
        /// One sample was classified.
        ///
        /// @param sample its number in the dataset
        /// @param predicted the class of the largest logit, the first of equals: what the confusions count
        /// @param loss its cross-entropy, in nats: what the losses' sum adds
        /// @param probabilities one per class, made for this call
        void classified(int sample, int predicted, float loss, float[] probabilities);
    }

    /// Evaluates a network.
    ///
    /// @param network gives logits `[N, classes]`
    /// @param loader gives the samples; order, batch size and augmentation are as it says
    /// @return the evaluation
    public static Evaluation of(Network network, Loader loader) {
        return of(network, loader, null);
    }

    private static Evaluation of(Network network, Loader loader, @Nullable Observer observer) {
        int classes = loader.data().classNames().size();
        int[][] confusion = new int[classes][classes];
        double lossSum = 0;
        int samples = 0;
        Batches batches = loader.batches();
        batches.start(0);
        while (batches.next()) {
            Batch batch = batches.current();
            Inputs inputs = Inputs.of(batch, loader.data());
            List<Tensor> asked = asked(network, inputs, loader.data(), observer != null);
            network.engine().run(asked, List.of());
            float[] loss = asked.get(0).value();
            float[] label = asked.get(1).value();
            for (int i = 0; i < batch.size(); i++) {
                lossSum += loss[i];
                confusion[(int) label[i]][batch.labels()[i]]++;
            }
            if (observer != null) {
                tell(observer, batch, label, loss, asked.get(2).value());
            }
            samples += batch.size();
        }
        return new Evaluation(samples, lossSum, confusion);
    }

    /// Losses, classes, and probabilities where they are wanted.
    private static List<Tensor> asked(Network network, Inputs inputs, Dataset data, boolean withProbabilities) {
        Tensor logits = network.predict(inputs.pixels());
        checkClasses(logits.shape(), data);
        Tensor losses = logits.crossEntropy(inputs.labels());
        Tensor predicted = logits.argMax(1);
        return withProbabilities ? List.of(losses, predicted, logits.softmax(-1)) : List.of(losses, predicted);
    }

    /// What an evaluation works in.
    ///
    /// @return bytes, data and parameters not counted
    static long workspaceBytes(Network network, Loader loader) {
        Dataset data = loader.data();
        Inputs blank = Inputs.of(Inputs.blank(Math.min(loader.batchSize(), data.size()), data), data);
        return network.engine().workspaceBytes(asked(network, blank, data, false), List.of());
    }

    private static void tell(Observer observer, Batch batch, float[] predicted, float[] losses, float[] probabilities) {
        int classes = probabilities.length / batch.size();
        for (int i = 0; i < batch.size(); i++) {
            float[] own = Arrays.copyOfRange(probabilities, i * classes, (i + 1) * classes);
            observer.classified(batch.samples()[i], (int) predicted[i], losses[i], own);
        }
    }

    /// Evaluates a classifier on samples of any size and colour, which its preparation makes its inputs.
    ///
    /// @param classifier the classifier
    /// @param data labelled samples, as they were stored or as this classifier's preparation made them
    /// @return the evaluation
    /// @throws IllegalArgumentException if the samples have no labels, or a class that the classifier does not know
    /// @see dev.fovea.model.Preparation#prepare
    /// @see Dataset#withClassNames(List)
    public static Evaluation of(Classifier classifier, Dataset data) {
        return of(classifier.network(), loader(classifier, data), null);
    }

    /// Evaluates a classifier and tells what it finds for each sample: the same evaluation, and the same probabilities
    /// as [Classifier#predict(dev.fovea.image.Image)], bit for bit.
    ///
    /// @param classifier the classifier
    /// @param data labelled samples, as they were stored or as this classifier's preparation made them
    /// @param observer told in the order of the samples
    /// @return the evaluation
    /// @throws IllegalArgumentException if the samples have no labels, or a class that the classifier does not know
    public static Evaluation of(Classifier classifier, Dataset data, Observer observer) {
        return of(classifier.network(), loader(classifier, data), observer);
    }

    private static Loader loader(Classifier classifier, Dataset data) {
        Dataset prepared = classifier.preparation().prepare(data.withClassNames(classifier.labels()));
        return Loader.of(prepared, BATCH).scaled(classifier.preparation().scaling());
    }

    /// How a dataset is to be loaded for evaluation beside a training: in order, in large batches, without
    /// augmentation.
    static Loader loader(Dataset data, Loader training) {
        return Loader.of(data, BATCH).scaled(training.scaling());
    }

    private static void checkClasses(Shape logits, Dataset data) {
        int classes = data.classNames().size();
        if (logits.rank() != 2 || logits.dim(1) != classes) {
            throw new IllegalArgumentException(
                    "classifying "
                            + data
                            + ": the network gives "
                            + logits
                            + "; expected [samples, "
                            + classes
                            + "]; end it with a dense layer of "
                            + classes);
        }
    }

    /// How many were classified correctly.
    ///
    /// @return at least 0
    public int correct() {
        int correct = 0;
        for (int i = 0; i < confusion.length; i++) {
            correct += confusion[i][i];
        }
        return correct;
    }

    /// The part that was classified correctly.
    ///
    /// @return from 0 to 1
    public double accuracy() {
        return (double) correct() / samples;
    }

    /// The mean cross-entropy, in nats.
    ///
    /// @return at least 0
    public double logLoss() {
        return lossSum / samples;
    }

    /// Loss and accuracy.
    ///
    /// @return both
    public EpochMetrics.Score score() {
        return new EpochMetrics.Score(logLoss(), accuracy());
    }

    /// The confusion counts as lists, rows are predictions.
    ///
    /// @return a copy
    public List<List<Integer>> confusionRows() {
        List<List<Integer>> rows = new ArrayList<>();
        for (int[] row : confusion) {
            rows.add(Arrays.stream(row).boxed().toList());
        }
        return rows;
    }
}
