package dev.fovea.run;

import dev.fovea.data.DataException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Datasets;
import dev.fovea.data.IdxFolder;
import dev.fovea.data.Parts;
import dev.fovea.data.PictureFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Sees what a path holds and reads it.
final class DataFiles {
    private DataFiles() {}

    static DataSource open(Path path, DataReading reading) throws IOException {
        if (IdxFolder.matches(path)) {
            return new DataSource.Stored(IdxFolder.readParts(path, List.of()));
        }
        if (Files.isDirectory(path)) {
            return folder(path, reading);
        }
        if (DataSource.isTable(path)) {
            return new DataSource.Stored(new Parts(CsvImages.read(path, reading), null));
        }
        if (Npz.isNamed(path) || (Datasets.isZip(path) && Npz.matches(path))) {
            return new DataSource.Stored(Npz.read(path));
        }
        if (Datasets.isZip(path)) {
            return new DataSource.Pictured(PictureFolder.open(path));
        }
        if (path.toString().matches(".*\\.ya?ml")) {
            throw new DataException(
                    "reading the data "
                            + path
                            + ": it looks like a run file; expected data (fovea train takes run files by its option --run)");
        }
        throw new DataException(
                "reading the data "
                        + path
                        + ": it is no CSV file (.csv, .csv.gz, .tsv), no zip archive and no .npz; expected one of these, or a folder"
                        + " with IDX files, with train.csv, or with a folder of pictures for each class");
    }

    private static DataSource folder(Path path, DataReading reading) throws IOException {
        List<Path> train = tables(path, "train");
        if (train.isEmpty()) {
            return new DataSource.Pictured(PictureFolder.open(path));
        }
        List<Path> test = tables(path, "test");
        String name = path.toAbsolutePath().normalize().getFileName().toString();
        Dataset first = CsvImages.read(train.getFirst(), reading).named(name);
        if (test.isEmpty()) {
            return new DataSource.Stored(new Parts(first, null));
        }
        Dataset second = tested(test.getFirst(), reading, first).named(name);
        try {
            return new DataSource.Stored(new Parts(first, second));
        } catch (IllegalArgumentException differ) {
            throw new DataException(
                    "reading " + train.getFirst() + " and " + test.getFirst() + ": " + differ.getMessage());
        }
    }

    /// A test file with labels has the classes of the training file, though perhaps not a sample of each.
    private static Dataset tested(Path file, DataReading reading, Dataset train) throws IOException {
        DataReading own = reading;
        if (reading.label() != null && !CsvImages.hasColumn(file, reading.label())) {
            own = new DataReading(null, reading.transposed(), reading.planes());
        }
        Dataset test = CsvImages.read(file, own);
        try {
            return test.labelled() && train.labelled() ? test.withClassNames(train.classNames()) : test;
        } catch (IllegalArgumentException unknown) {
            throw new DataException("reading " + file + ": " + unknown.getMessage(), unknown);
        }
    }

    private static List<Path> tables(Path folder, String part) {
        List<Path> found = new ArrayList<>();
        for (String ending : List.of(".csv", ".csv.gz", ".tsv")) {
            Path file = folder.resolve(part + ending);
            if (Files.isRegularFile(file)) {
                found.add(file);
            }
        }
        return found;
    }
}
