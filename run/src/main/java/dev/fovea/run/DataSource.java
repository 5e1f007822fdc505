package dev.fovea.run;

import dev.fovea.data.DataException;
import dev.fovea.data.DataOptions;
import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.data.Datasets;
import dev.fovea.data.IdxFolder;
import dev.fovea.data.Parts;
import dev.fovea.data.PictureFolder;
import dev.fovea.image.PixelScaling;
import dev.fovea.model.Preparation;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Data by name or path: a set that [Datasets] knows by name, a CSV file or a folder with `train.csv` and `test.csv`, a
/// folder of IDX files, a folder or zip archive with a folder of pictures for each class.
public sealed interface DataSource {
    /// Images of one size, as they are stored.
    ///
    /// @param parts training and test samples, or all
    record Stored(Parts parts) implements DataSource {}

    /// Pictures of any size and colour, each in a file of its own.
    ///
    /// @param folder the pictures
    record Pictured(PictureFolder folder) implements DataSource {}

    /// Finds data.
    ///
    /// @param nameOrPath a set's name or a path
    /// @param options where sets are looked for
    /// @param reading how data are read
    /// @return the data
    /// @throws DataException if there are none, or they are wrong
    /// @throws IOException if they cannot be read
    static DataSource open(String nameOrPath, DataOptions options, DataReading reading) throws IOException {
        Path path = path(nameOrPath);
        DataSource source =
                Datasets.names().contains(nameOrPath) || path == null
                        ? new Stored(Parts.of(Datasets.load(nameOrPath, options)))
                        : DataFiles.open(path, reading);
        return reading.transposed() ? transposed(source) : source;
    }

    private static @Nullable Path path(String text) {
        try {
            Path path = Path.of(text);
            return Files.exists(path) || IdxFolder.matches(path) ? path : null;
        } catch (InvalidPathException notEvenAPath) {
            return null;
        }
    }

    private static DataSource transposed(DataSource source) throws DataException {
        if (!(source instanceof Stored(Parts parts))) {
            throw new DataException(
                    "exchanging rows and columns of "
                            + source.name()
                            + ": it holds pictures, which are upright; transposed is for arrays such as EMNIST's");
        }
        Dataset test = parts.test();
        return new Stored(new Parts(transposed(parts.train()), test == null ? null : transposed(test)));
    }

    private static Dataset transposed(Dataset data) {
        ImageSize size = new ImageSize(data.channels(), data.width(), data.height());
        byte[] pixels = new byte[data.size() * size.bytes()];
        for (int i = 0; i < data.size(); i++) {
            data.image(i).transposed().copyTo(pixels, i * size.bytes());
        }
        return data.labelled()
                ? Dataset.of(data.description(), size, pixels, data.labels())
                : Dataset.unlabelled(data.name(), data.source(), size, pixels);
    }

    /// What the data are called.
    ///
    /// @return a set's name, or that of its folder or file
    default String name() {
        return switch (this) {
            case Stored stored -> stored.parts.train().name();
            case Pictured pictured -> pictured.folder.name();
        };
    }

    /// The preparation that a run file asks for, or that suits the data where it leaves it open.
    ///
    /// @param pixels what the run file says
    /// @return a preparation to the size that the network is to get
    /// @throws IOException if the pictures' sizes cannot be read
    default Preparation preparation(RunFile.Pixels pixels) throws IOException {
        ImageSize wanted = pixels.size();
        boolean open = wanted.channels() == 0 || wanted.height() == 0;
        ImageSize own =
                switch (this) {
                    case Stored stored -> stored.parts.train().imageSize();
                    case Pictured pictured -> open ? pictured.folder.suitedSize() : wanted;
                };
        ImageSize size =
                new ImageSize(
                        wanted.channels() == 0 ? own.channels() : wanted.channels(),
                        wanted.height() == 0 ? own.height() : wanted.height(),
                        wanted.height() == 0 ? own.width() : wanted.width());
        if (pixels.form() != null) {
            return new Preparation(size, pixels.form(), pixels.scaling());
        }
        return this instanceof Stored stored && size.equals(own)
                ? Preparation.suiting(stored.parts.train(), pixels.scaling())
                : Preparation.pictures(size, pixels.scaling());
    }

    /// The samples as a network takes them, still in bytes.
    ///
    /// @param preparation makes them so
    /// @return samples of its size, marked as prepared by it
    /// @throws IOException if a picture cannot be read
    default Parts prepared(Preparation preparation) throws IOException {
        Parts parts =
                switch (this) {
                    case Stored stored -> stored.parts;
                    case Pictured pictured ->
                            marked(pictured.folder.read(preparation.size(), preparation::image), preparation);
                };
        Dataset test = parts.test();
        return new Parts(preparation.prepare(parts.train()), test == null ? null : preparation.prepare(test));
    }

    private static Parts marked(Parts parts, Preparation preparation) {
        Dataset test = parts.test();
        String mark = preparation.mark();
        return new Parts(parts.train().preparedAs(mark), test == null ? null : test.preparedAs(mark));
    }

    /// The samples as they are stored; pictures in the size and colours that suit them.
    ///
    /// @return training and test samples, or all
    /// @throws IOException if a picture cannot be read
    default Parts stored() throws IOException {
        return switch (this) {
            case Stored stored -> stored.parts;
            case Pictured pictured -> {
                ImageSize size = pictured.folder.suitedSize();
                yield pictured.folder.read(size, Preparation.pictures(size, PixelScaling.UNIT)::image);
            }
        };
    }

    /// The names of single samples.
    ///
    /// @param sourceName what the user called the data
    /// @param part `train`, `test` or `all`
    /// @return for pictures of one part the paths of their files; otherwise none
    default List<String> fileNames(String sourceName, String part) {
        if (this instanceof Pictured pictured) {
            List<String> files = pictured.folder.files();
            int train = pictured.folder.trainSize();
            boolean whole = train == files.size();
            List<String> those =
                    part.equals("all") || whole
                            ? files
                            : part.equals("test") ? files.subList(train, files.size()) : files.subList(0, train);
            return those.stream().map(file -> sourceName + "/" + file).toList();
        }
        return List.of();
    }

    /// Whether a file holds many samples: a table or an archive.
    ///
    /// @param file a file
    /// @return false for a single picture
    /// @throws IOException if it cannot be read
    static boolean isSet(Path file) throws IOException {
        return isTable(file) || Datasets.isZip(file);
    }

    /// Whether a path names a table.
    ///
    /// @param path a file
    /// @return true for the endings of CSV files
    static boolean isTable(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") || name.endsWith(".csv.gz") || name.endsWith(".tsv") || name.endsWith(".tsv.gz");
    }
}
