package dev.fovea.run;

import dev.fovea.data.Dataset;
import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;
import dev.fovea.model.Classifier;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/// One picture that a command line names: a file, or `DATA#INDEX` for a test sample of a set, counted from 0.
///
/// @param name what the user wrote
/// @param image as the network takes it, still in bytes
/// @param inputs `[channels, height, width]`, row-major: the network's input
/// @param label the number of its class among the model's; [Dataset#NO_LABEL] if it is not known or not one of them
/// @param className what its data call its class; null if they do not say
@SuppressWarnings("ArrayRecordComponent") // handed to the network, never compared
public record ImageInput(String name, Image image, float[] inputs, int label, @Nullable String className) {
    /// Reads a picture for a model.
    ///
    /// @param input a PNG, JPEG, GIF or BMP file, or `DATA#INDEX`
    /// @param classifier prepares it
    /// @param data reads sets for the model
    /// @param what is being done, for messages, like `explaining`
    /// @return the picture
    /// @throws RunFileException if there is no such picture, set or sample
    /// @throws IOException if it cannot be read
    public static ImageInput read(String input, Classifier classifier, ModelData data, String what) throws IOException {
        NamedSamples named = new NamedSamples(data, what);
        if (NamedSamples.isPicture(input)) {
            Image picture = classifier.preparation().image(ImageFiles.read(Path.of(input)));
            return of(input, picture, classifier, null);
        }
        if (NamedSamples.isPlace(input)) {
            NamedSamples.Place place = named.place(input);
            Dataset samples = place.set().samples();
            String className = samples.labelled() ? samples.classNames().get(samples.label(place.index())) : null;
            return of(input, samples.image(place.index()), classifier, className);
        }
        int size = named.set(input, input).samples().size();
        throw new RunFileException(
                what
                        + " "
                        + input
                        + ": it has "
                        + size
                        + " pictures; expected one: "
                        + input
                        + "#INDEX with an index from 0 to "
                        + (size - 1)
                        + ", or a picture's file");
    }

    private static ImageInput of(String name, Image prepared, Classifier classifier, @Nullable String className) {
        float[] table = classifier.preparation().scaling().table();
        byte[] pixels = prepared.pixels();
        float[] inputs = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            inputs[i] = table[pixels[i] & 0xFF];
        }
        int label = className == null ? Dataset.NO_LABEL : classifier.labels().indexOf(className);
        return new ImageInput(name, prepared, inputs, label, className);
    }
}
