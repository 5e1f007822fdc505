package dev.fovea.run;

import dev.fovea.data.Batch;
import dev.fovea.data.Batches;
import dev.fovea.data.Dataset;
import dev.fovea.data.Loader;
import dev.fovea.image.ImageFiles;
import dev.fovea.model.Classifier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Classifies what a command line names: picture files, `DATA#INDEX` for one test sample of a set (from 0), or a set
/// for all its test samples. Samples need no labels. Everything is prepared by the model.
public final class Pictures {
    private static final int BATCH = 500;

    private final Classifier classifier;
    private final NamedSamples named;

    /// Classifies with a model.
    ///
    /// @param classifier the model
    /// @param data reads sets for it
    public Pictures(Classifier classifier, ModelData data) {
        this.classifier = classifier;
        this.named = new NamedSamples(data, "predicting");
    }

    /// Classifies.
    ///
    /// @param inputs as above
    /// @return a row for each picture and sample, in order
    /// @throws IOException if one of them cannot be read
    public List<PredictionTable.Row> predict(List<String> inputs) throws IOException {
        List<PredictionTable.Row> rows = new ArrayList<>();
        for (String input : inputs) {
            if (NamedSamples.isPicture(input)) {
                rows.add(new PredictionTable.Row(input, classifier.predict(ImageFiles.read(Path.of(input)))));
            } else if (NamedSamples.isPlace(input)) {
                NamedSamples.Place place = named.place(input);
                int index = place.index();
                rows.addAll(all(place.setName(), place.set().samples().range(index, index + 1), index));
            } else {
                ModelData.Samples set = named.set(input, input);
                List<PredictionTable.Row> all = all(input, set.samples(), 0);
                for (int i = 0; i < all.size(); i++) {
                    String name = set.names().isEmpty() ? all.get(i).input() : set.names().get(i);
                    rows.add(new PredictionTable.Row(name, all.get(i).prediction()));
                }
            }
        }
        return rows;
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
