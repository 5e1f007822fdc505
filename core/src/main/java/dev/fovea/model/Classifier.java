package dev.fovea.model;

import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.Image;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Routine;
import dev.fovea.tensor.Tensor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A trained network with all that it takes to classify a picture: its preparation and the names of its classes.
///
/// It may be used by any number of threads at once. A picture gets the same bits alone or among others.
///
/// ```java
/// Classifier classifier = Classifier.load(Path.of("runs/a"));
/// Prediction seven = classifier.predict(ImageFiles.read(Path.of("seven.png")));
/// ```
public final class Classifier {
    /// Pictures that are predicted at once.
    private static final int BATCH = 500;

    private final Network network;
    private final Preparation preparation;
    private final List<String> labels;
    private final Routine probabilities;

    private Classifier(Network network, Preparation preparation, List<String> labels) {
        this.network = network;
        this.preparation = preparation;
        this.labels = List.copyOf(labels);
        this.probabilities = Routine.of(network.engine(), network::probabilities);
    }

    /// A classifier around a network.
    ///
    /// @param network gives one logit per class; not to be trained while it is used here
    /// @param preparation makes its inputs
    /// @param labels the names of the classes
    /// @return the classifier
    /// @throws IllegalArgumentException if the network takes another size
    public static Classifier of(Network network, Preparation preparation, List<String> labels) {
        ImageSize size = preparation.size();
        Shape wanted = Shape.of(size.channels(), size.height(), size.width());
        if (!network.sampleShape().equals(wanted)) {
            throw new IllegalArgumentException(
                    "making a classifier: the network takes "
                            + network.sampleShape()
                            + ", the preparation gives "
                            + wanted
                            + "; expected the same");
        }
        return new Classifier(network, preparation, labels);
    }

    /// Loads a model, to compute on the standard engine.
    ///
    /// @param model a checkpoint, or the folder of a run: its best where kept, else its last
    /// @return the classifier
    /// @throws ModelException if the file is damaged or of another kind
    /// @throws IOException if there is none, or it cannot be read
    public static Classifier load(Path model) throws IOException {
        return load(model, Engine.standard());
    }

    /// Loads a model.
    ///
    /// @param model a checkpoint, or the folder of a run: its best where kept, else its last
    /// @param engine computes
    /// @return the classifier
    /// @throws ModelException if the file is damaged or of another kind
    /// @throws IOException if there is none, or it cannot be read
    public static Classifier load(Path model, Engine engine) throws IOException {
        ModelFile file = ModelFile.read(RunFiles.model(model));
        return new Classifier(file.network(engine), file.preparation(), file.labels());
    }

    /// Classifies a picture.
    ///
    /// @param picture of any size and colour
    /// @return a probability for every class
    public Prediction predict(Image picture) {
        return predict(List.of(picture)).getFirst();
    }

    /// Classifies pictures.
    ///
    /// @param pictures of any size and colour
    /// @return a prediction for each
    public List<Prediction> predict(List<Image> pictures) {
        List<Prediction> predictions = new ArrayList<>();
        for (int from = 0; from < pictures.size(); from += BATCH) {
            List<Image> batch = pictures.subList(from, Math.min(from + BATCH, pictures.size()));
            predictions.addAll(predictPrepared(inputs(batch), batch.size()));
        }
        return predictions;
    }

    private float[] inputs(List<Image> pictures) {
        int length = preparation.size().bytes();
        float[] inputs = new float[pictures.size() * length];
        for (int i = 0; i < pictures.size(); i++) {
            System.arraycopy(preparation.apply(pictures.get(i)), 0, inputs, i * length, length);
        }
        return inputs;
    }

    /// Classifies what is prepared already, such as the batches of a [loader][dev.fovea.data.Loader].
    ///
    /// @param inputs `[count, channels, height, width]`, row-major; read until this method returns
    /// @param count how many
    /// @return a prediction for each
    public List<Prediction> predictPrepared(float[] inputs, int count) {
        ImageSize size = preparation.size();
        Shape shape = Shape.of(count, size.channels(), size.height(), size.width());
        float[] values = probabilities.run(shape, inputs);
        int classes = values.length / count;
        List<Prediction> predictions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            predictions.add(new Prediction(labels, Arrays.copyOfRange(values, i * classes, (i + 1) * classes)));
        }
        return predictions;
    }

    /// Classifies a picture and keeps the output of every layer.
    ///
    /// @param picture of any size and colour
    /// @return all that the network computes on the way, and the prediction that [#predict(Image)] gives
    public Activations activations(Image picture) {
        return activationsPrepared(preparation.apply(picture));
    }

    /// Classifies what is prepared already and keeps the output of every layer.
    ///
    /// @param inputs one sample, `[channels, height, width]`, row-major; read until this method returns
    /// @return all that the network computes on the way, in one run
    public Activations activationsPrepared(float[] inputs) {
        ImageSize size = preparation.size();
        Tensor x = Tensor.samples(Shape.of(1, size.channels(), size.height(), size.width()), inputs);
        return Activations.of(network, x, labels);
    }

    /// The network.
    ///
    /// @return not to be trained while this classifier is used
    public Network network() {
        return network;
    }

    /// What makes the network's inputs.
    ///
    /// @return as loaded
    public Preparation preparation() {
        return preparation;
    }

    /// The names of the classes.
    ///
    /// @return by class number
    public List<String> labels() {
        return labels;
    }
}
