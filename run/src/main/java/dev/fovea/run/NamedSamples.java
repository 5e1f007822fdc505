package dev.fovea.run;

import dev.fovea.data.Datasets;
import dev.fovea.shape.Suggestion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Finds what a command line names: picture files, sets, and `DATA#INDEX` for one test sample of a set. Each set is
/// read once.
final class NamedSamples {
    private final ModelData data;
    private final String what;
    private final Map<String, ModelData.Samples> sets = new LinkedHashMap<>();

    /// A sample's place.
    ///
    /// @param setName what the set is called
    /// @param set its test samples
    /// @param index the sample's number in them
    record Place(String setName, ModelData.Samples set, int index) {}

    /// Finds for a model.
    ///
    /// @param data reads sets for it
    /// @param what is being done, for messages: `predicting`
    NamedSamples(ModelData data, String what) {
        this.data = data;
        this.what = what;
    }

    /// Whether a name is that of a picture: tables and archives are sets, whatever else is a file is a picture.
    static boolean isPicture(String input) throws IOException {
        try {
            Path file = Path.of(input);
            return Files.isRegularFile(file) && !DataSource.isSet(file);
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    /// Whether a name says which sample of a set is meant.
    static boolean isPlace(String input) {
        return input.lastIndexOf('#') > 0;
    }

    /// The sample that `DATA#INDEX` names.
    ///
    /// @throws RunFileException if there is no such set or sample
    Place place(String input) throws IOException {
        int hash = input.lastIndexOf('#');
        String name = input.substring(0, hash);
        ModelData.Samples set = set(name, input);
        int size = set.samples().size();
        String digits = input.substring(hash + 1);
        try {
            int index = Integer.parseInt(digits);
            if (index >= 0 && index < size) {
                return new Place(name, set, index);
            }
        } catch (NumberFormatException noNumber) {
            // Falls through to the message.
        }
        throw new RunFileException(
                "choosing the sample " + input + ": expected a number from 0 to " + (size - 1) + " after '#'");
    }

    /// The test samples of a set.
    ///
    /// @param name of the set
    /// @param input what the user wrote
    /// @throws RunFileException if there is no such set
    ModelData.Samples set(String name, String input) throws IOException {
        ModelData.Samples known = sets.get(name);
        if (known != null) {
            return known;
        }
        if (!Datasets.names().contains(name) && !Files.exists(Path.of(name))) {
            throw new RunFileException(
                    what
                            + " "
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
}
