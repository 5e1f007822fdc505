package dev.fovea.run;

import dev.fovea.data.Batch;
import dev.fovea.data.Batches;
import dev.fovea.data.Dataset;
import dev.fovea.data.Datasets;
import dev.fovea.data.Loader;
import dev.fovea.image.ImageFiles;
import dev.fovea.model.Classifier;
import dev.fovea.shape.Suggestion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Classifies what a command line names: picture files, `DATA#INDEX` for one test sample of a set (from 0), or a set
/// for all its test samples. Samples need no labels. Everything is prepared by the model.
public final class Pictures {
    private static final int BATCH = 500;

    private final Classifier classifier;
    private final ModelData data;
    private final Map<String, ModelData.Samples> sets = new LinkedHashMap<>();

    /// Classifies with a model.
    ///
    /// @param classifier the model
    /// @param data reads sets for it
    public Pictures(Classifier classifier, ModelData data) {
        this.classifier = classifier;
        this.data = data;
    }

    /// Classifies.
    ///
    /// @param inputs as above
    /// @return a row for each picture and sample, in order
    /// @throws IOException if one of them cannot be read
    public List<PredictionTable.Row> predict(List<String> inputs) throws IOException {
        List<PredictionTable.Row> rows = new ArrayList<>();
        for (String input : inputs) {
            int hash = input.lastIndexOf('#');
            if (isFile(input) && isPicture(input)) {
                rows.add(new PredictionTable.Row(input, classifier.predict(ImageFiles.read(Path.of(input)))));
            } else if (hash > 0) {
                ModelData.Samples set = set(input.substring(0, hash), input);
                int index = index(input, input.substring(hash + 1), set.samples().size());
                rows.addAll(all(input.substring(0, hash), set.samples().range(index, index + 1), index));
            } else {
                ModelData.Samples set = set(input, input);
                List<PredictionTable.Row> all = all(input, set.samples(), 0);
                for (int i = 0; i < all.size(); i++) {
                    String name = set.names().isEmpty() ? all.get(i).input() : set.names().get(i);
                    rows.add(new PredictionTable.Row(name, all.get(i).prediction()));
                }
            }
        }
        return rows;
    }

    /// Tables and archives are sets, whatever else is a file is taken for a picture.
    private static boolean isPicture(String input) throws IOException {
        Path file = Path.of(input);
        return !DataSource.isSet(file);
    }

    private static boolean isFile(String input) {
        try {
            return Files.isRegularFile(Path.of(input));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    private static int index(String input, String digits, int size) {
        try {
            int index = Integer.parseInt(digits);
            if (index >= 0 && index < size) {
                return index;
            }
        } catch (NumberFormatException noNumber) {
            // Falls through to the message.
        }
        throw new RunFileException(
                "choosing the sample " + input + ": expected a number from 0 to " + (size - 1) + " after '#'");
    }

    private ModelData.Samples set(String name, String input) throws IOException {
        ModelData.Samples known = sets.get(name);
        if (known != null) {
            return known;
        }
        if (!Datasets.names().contains(name) && !Files.exists(Path.of(name))) {
            throw new RunFileException(
                    "predicting "
                            + input
                            + ": there is no such picture, nor a set of that name"
                            + Suggestion.of(name, Datasets.names())
                            + "; expected a PNG, JPEG, GIF or BMP file, a set ("
                            + String.join(", ", Datasets.names())
                            + ", a CSV file, a folder, a zip archive), or SET#INDEX");
        }
        ModelData.Samples set = data.read(name, "test");
        sets.put(name, set);
        return set;
    }

    private List<PredictionTable.Row> all(String name, Dataset set, int first) {
        List<PredictionTable.Row> rows = new ArrayList<>();
        Batches batches = Loader.of(set, BATCH).scaled(classifier.preparation().scaling()).batches();
        batches.start(0);
        while (batches.next()) {
            Batch batch = batches.current();
            float[] inputs = Arrays.copyOf(batch.pixels(), batch.size() * set.imageSize().bytes());
            for (var prediction : classifier.predictPrepared(inputs, batch.size())) {
                rows.add(new PredictionTable.Row(name + "#" + (first + rows.size()), prediction));
            }
        }
        return rows;
    }
}
