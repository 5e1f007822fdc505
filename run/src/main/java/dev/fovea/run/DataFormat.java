package dev.fovea.run;

import dev.fovea.data.Datasets;
import dev.fovea.shape.Suggestion;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The forms in which data are written.
public enum DataFormat {
    /// A CSV file with a header; in a folder `train.csv` and `test.csv`.
    CSV("a CSV file, or a folder with train.csv and test.csv"),
    /// The files of Kaggle's digit recogniser: of all samples in random order 60 % in `train.csv` with labels, the
    /// others in `test.csv` without, and their labels in `solution.csv`.
    KAGGLE("a folder with train.csv (60 % of all samples, shuffled), test.csv without labels, and solution.csv"),
    /// A folder with the four files of MNIST, in gzip.
    IDX("a folder with IDX files in gzip"),
    /// NumPy's archive with `x_train`, `y_train`, `x_test`, `y_test` and `class_names`.
    NPZ("a NumPy archive with x_train, y_train, x_test, y_test and class_names"),
    /// A folder with a PNG file for each sample, in a folder for each class.
    PNG("a folder of PNG files, one folder for each class"),
    /// A zip archive of the same.
    ZIP("a zip archive of PNG files, one folder for each class");

    private final String summary;

    DataFormat(String summary) {
        this.summary = summary;
    }

    /// What is written.
    ///
    /// @return a few words
    public String summary() {
        return summary;
    }

    /// The name in an option.
    ///
    /// @return in small letters
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The format of a name.
    ///
    /// @param word the name
    /// @return the format
    /// @throws RunFileException if there is none
    public static DataFormat of(String word) {
        List<String> words = Arrays.stream(values()).map(DataFormat::word).toList();
        if (!words.contains(word)) {
            throw new RunFileException(
                    "choosing the format \""
                            + word
                            + "\""
                            + Suggestion.of(word, words)
                            + ": expected one of "
                            + String.join(", ", words));
        }
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// The format that a path asks for by its ending.
    ///
    /// @param path where data are to be written
    /// @return CSV, NPZ or ZIP by their endings, PNG for anything else
    /// @throws RunFileException if the ending is that of another sort of file, or the path is a set's name
    public static DataFormat ofPath(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".csv")) {
            return CSV;
        }
        if (lower.endsWith(".npz")) {
            return NPZ;
        }
        if (lower.endsWith(".zip")) {
            return ZIP;
        }
        if (lower.matches(".*\\.[a-z0-9]{2,4}") || Datasets.names().contains(path)) {
            throw new RunFileException(
                    "writing data to "
                            + path
                            + ": expected a name that ends with .csv, .npz or .zip, or a folder, perhaps with --format "
                            + String.join(", ", Arrays.stream(values()).map(DataFormat::word).toList()));
        }
        return PNG;
    }
}
