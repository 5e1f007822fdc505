package dev.fovea.run;

import dev.fovea.data.ClassNames;
import dev.fovea.data.DataException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.Description;
import dev.fovea.data.Parts;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Reads and writes archives of NumPy arrays (`.npz`), stored or deflated.
///
/// - Images are called `x_train`, `train_images`, `train_x` and the like, and so with `test` or `val`; without parts
///   `x`, `images`, `data` or `arr_0`. Labels go with them as `y_train`, `train_labels`, `train_y`; `y`, `labels`,
///   `target` or `arr_1`. Texts in `class_names` name the classes. Where there is no `test`, `val` is the test part.
/// - Images have the shape `(N, H, W)`, `(N, H, W, C)`, `(N, C, H, W)` or, square, `(N, pixels)`, in C or Fortran
///   order. Integers are pixels from 0 to 255 (16 bits without sign also to 65535), floating-point numbers from 0 to
///   255 or from 0 to 1, which are multiplied by 255 and rounded to even; truth values are 0 and 255.
/// - Labels are class numbers of any number type, `(N,)` or `(N, 1)`, one-hot rows, or texts.
/// - A file of a single array whose name ends with `train-imgs.npz` is read with those beside it that end with
///   `train-labels.npz`, `test-imgs.npz` and `test-labels.npz`, as Kuzushiji-MNIST has them.
///
/// Python objects are never loaded.
public final class Npz {
    private static final List<String> IMAGES =
            List.of("x_#", "#_x", "#_images", "images_#", "#_imgs", "#_data", "#_image", "x#", "#x");
    private static final List<String> LABELS =
            List.of("y_#", "#_y", "#_labels", "labels_#", "#_label", "#_targets", "#_target", "y#", "#y");
    private static final List<String> ALL_IMAGES = List.of("x", "images", "data", "imgs", "image", "arr_0");
    private static final List<String> ALL_LABELS =
            List.of("y", "labels", "label", "targets", "target", "classes", "arr_1");
    private static final List<String> NAMES = List.of("class_names", "label_names", "classes_names");

    private Npz() {}

    /// Whether a file is an archive of arrays by its name.
    static boolean isNamed(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".npz");
    }

    /// Whether an archive holds arrays.
    ///
    /// @param file a zip archive
    /// @return true if the name of an entry ends with `.npy`
    /// @throws IOException if it cannot be read
    static boolean matches(Path file) throws IOException {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            return archive.stream().anyMatch(entry -> entry.getName().endsWith(".npy"));
        } catch (ZipException | EOFException damaged) {
            return false; // Whoever reads it will say so.
        }
    }

    /// Reads an archive.
    ///
    /// @param file the archive
    /// @return training and test samples, or all
    /// @throws DataException if it is damaged, or its arrays are of other names or shapes
    /// @throws IOException if it cannot be read
    public static Parts read(Path file) throws IOException {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            return new Npz.Archive(file, archive).parts();
        } catch (ZipException | EOFException damaged) {
            throw new DataException(
                    "reading "
                            + file
                            + ": it is no archive of NumPy arrays, or damaged or cut short ("
                            + damaged.getMessage()
                            + "); expected an .npz file",
                    damaged);
        }
    }

    /// Writes samples.
    ///
    /// @param file overwritten if there is one
    /// @param parts training and test samples, or all
    /// @throws IOException if it cannot be written
    public static void write(Path file, Parts parts) throws IOException {
        NpzWriter.write(file, parts);
    }

    /// An open archive and its arrays by their names in small letters.
    private record Archive(Path file, ZipFile archive, Map<String, ZipEntry> arrays) {
        Archive(Path file, ZipFile archive) {
            this(file, archive, new LinkedHashMap<>());
            for (ZipEntry entry : Collections.list(archive.entries())) {
                if (entry.getName().endsWith(".npy")) {
                    String name = entry.getName().substring(0, entry.getName().length() - 4);
                    arrays.put(name.toLowerCase(Locale.ROOT), entry);
                }
            }
        }

        Parts parts() throws IOException {
            Path sibling = sibling("train-imgs", "train-labels");
            if (arrays.size() == 1 && sibling != null && Files.exists(sibling)) {
                return siblings();
            }
            List<String> names = find(NAMES, "") == null ? List.of() : List.of(reader(find(NAMES, "")).texts());
            ZipEntry train = find(IMAGES, "train");
            if (train == null) {
                return new Parts(samples(need(find(ALL_IMAGES, "")), find(ALL_LABELS, ""), names), null);
            }
            String part = find(IMAGES, "test") != null ? "test" : find(IMAGES, "val") != null ? "val" : "valid";
            Dataset first = samples(train, find(LABELS, "train"), names);
            ZipEntry test = find(IMAGES, part);
            return test == null
                    ? new Parts(first, null)
                    : paired(first, samples(test, find(LABELS, part), first.labelled() ? first.classNames() : names));
        }

        /// Test samples may lack the last classes, or have more of them.
        private Parts paired(Dataset train, Dataset test) throws IOException {
            boolean more = test.classNames().size() > train.classNames().size();
            Dataset same = more && train.labelled() ? train.withClassNames(test.classNames()) : train;
            try {
                return new Parts(same, test);
            } catch (IllegalArgumentException differ) {
                throw new DataException("reading " + file + ": " + differ.getMessage(), differ);
            }
        }

        private @Nullable Path sibling(String from, String to) {
            String name = file.getFileName().toString();
            return name.contains(from) ? file.resolveSibling(name.replace(from, to)) : null;
        }

        private Parts siblings() throws IOException {
            Dataset train = withLabels(file, sibling("train-imgs", "train-labels"));
            Path test = sibling("train-imgs", "test-imgs");
            if (test == null || !Files.exists(test)) {
                return new Parts(train, null);
            }
            return paired(train, withLabels(test, sibling("train-imgs", "test-labels")));
        }

        private static Dataset withLabels(Path images, @Nullable Path labels) throws IOException {
            try (ZipFile pictures = new ZipFile(images.toFile());
                    ZipFile numbers = new ZipFile(Objects.requireNonNull(labels).toFile())) {
                Archive first = new Archive(images, pictures);
                Archive second = new Archive(labels, numbers);
                return first.samples(
                        NpyImages.read(first.reader(first.firstArray())),
                        NpyLabels.read(second.reader(second.firstArray())),
                        List.of());
            }
        }

        private @Nullable ZipEntry firstArray() {
            return arrays.values().stream().findFirst().orElse(null);
        }

        private @Nullable ZipEntry find(List<String> names, String part) {
            for (String name : names) {
                ZipEntry entry = arrays.get(name.replace("#", part));
                if (entry != null) {
                    return entry;
                }
            }
            return null;
        }

        private ZipEntry need(@Nullable ZipEntry entry) throws IOException {
            if (entry == null) {
                List<String> found = new ArrayList<>();
                for (Map.Entry<String, ZipEntry> array : arrays.entrySet()) {
                    found.add(array.getKey() + ": " + reader(array.getValue()).head());
                }
                throw new DataException(
                        "reading "
                                + file
                                + ": it has "
                                + (found.isEmpty() ? "no arrays" : "the arrays " + String.join(", ", found))
                                + "; expected x_train, y_train, x_test and y_test, or x and y, or the like");
            }
            return entry;
        }

        private NpyReader reader(@Nullable ZipEntry entry) throws IOException {
            return new NpyReader(archive, need(entry));
        }

        private Dataset samples(ZipEntry images, @Nullable ZipEntry labels, List<String> names) throws IOException {
            NpyImages pixels = NpyImages.read(reader(images));
            return samples(pixels, labels == null ? null : NpyLabels.read(reader(labels)), names);
        }

        private Dataset samples(NpyImages images, @Nullable NpyLabels labels, List<String> names) throws DataException {
            String name = file.getFileName().toString().replaceFirst("(?i)\\.npz$", "");
            if (labels == null) {
                return Dataset.unlabelled(name, file.toString(), images.size(), images.pixels());
            }
            if (labels.numbers().length != images.count()) {
                throw new DataException(
                        "reading "
                                + file
                                + ": "
                                + images.count()
                                + " images but "
                                + labels.numbers().length
                                + " labels; expected as many labels as images");
            }
            List<String> classes = labels.names();
            if (classes.isEmpty()) {
                int largest = 0;
                for (int number : labels.numbers()) {
                    largest = Math.max(largest, number);
                }
                classes = names.size() > largest ? names : ClassNames.numbered(largest + 1);
            }
            return Dataset.of(
                    new Description(name, file.toString(), classes), images.size(), images.pixels(), labels.numbers());
        }
    }
}
