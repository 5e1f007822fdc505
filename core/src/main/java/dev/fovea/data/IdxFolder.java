package dev.fovea.data;

import dev.fovea.data.Dataset.Description;
import dev.fovea.data.Dataset.ImageSize;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A folder with the IDX files of a set: images and labels to train on, and to test on.
///
/// Each may be spelled as MNIST's site did (`train-images-idx3-ubyte`) or as its archives unpack elsewhere
/// (`train-images.idx3-ubyte`), with `t10k` or `test`, behind a prefix (`emnist-letters-train-images-idx3-ubyte`),
/// plain or with `.gz`; of several, the first in that order is taken. Coloured images have four axes and `idx4`.
/// EMNIST's `emnist-letters-mapping.txt` names the classes by the letters that it gives for each label, `classes.txt`
/// by its lines; the names of the caller come before both.
public final class IdxFolder {
    private IdxFolder() {}

    /// Whether any of the files is there, so that the path is meant to be such a set.
    ///
    /// @param path a folder, a folder and the beginning of the names of one of its sets, or one of its files
    /// @return false too where there is no such folder
    public static boolean matches(Path path) {
        try {
            return IdxNames.find(path) != null;
        } catch (DataException several) {
            return true;
        } catch (IOException unreadable) {
            return false;
        }
    }

    /// The names under which the four files are looked for and of which none is in the folder.
    ///
    /// @param folder the folder
    /// @return the missing files in their first spelling; empty where all four are there
    public static List<String> missing(Path folder) {
        IdxNames names;
        try {
            names = IdxNames.find(folder);
        } catch (IOException unreadable) {
            names = null;
        }
        return missing(names == null ? new IdxNames(folder, "") : names, true);
    }

    private static List<String> missing(IdxNames names, boolean test) {
        List<String> missing = new ArrayList<>();
        for (boolean train : test ? new boolean[] {true, false} : new boolean[] {true}) {
            if (names.images(train) == null) {
                missing.add(names.prefix() + IdxNames.spellings(train, "images").getFirst());
            }
            if (names.labels(train) == null) {
                missing.add(names.prefix() + IdxNames.spellings(train, "labels").getFirst());
            }
        }
        return missing;
    }

    /// Reads both splits.
    ///
    /// @param folder the folder, as for [#matches]
    /// @param name the name of the set
    /// @param classNames the names of its classes; empty to name them as a file in the folder does, or by their
    ///   numbers, 0 to the largest label
    /// @return training and test samples
    /// @throws DataException if a file is missing, damaged or does not fit the others, or a label has no class
    /// @throws IOException if a file cannot be read
    public static Splits read(Path folder, String name, List<String> classNames) throws IOException {
        IdxNames names = found(folder);
        refuse(missing(names, true), folder, name);
        Parts parts = read(names, name, classNames);
        return parts.splits(null);
    }

    /// Reads what there is: the files to train on, and those to test on if they are there.
    ///
    /// @param path as for [#matches]
    /// @param classNames the names of its classes, or none as for [#read]
    /// @return training and test samples, or all
    /// @throws DataException if a file is missing, damaged or does not fit the others, or a label has no class
    /// @throws IOException if a file cannot be read
    public static Parts readParts(Path path, List<String> classNames) throws IOException {
        IdxNames names = found(path);
        String prefix = names.prefix().replaceFirst("[-_.]$", "");
        String name = prefix.isEmpty() ? names.folder().toAbsolutePath().normalize().getFileName().toString() : prefix;
        boolean tested = names.images(false) != null || names.labels(false) != null;
        refuse(missing(names, tested), path, name);
        List<String> known = NamedSet.find(name).map(NamedSet::classNames).orElse(classNames);
        return read(names, name, classNames.isEmpty() ? known : classNames);
    }

    private static IdxNames found(Path path) throws IOException {
        IdxNames names = IdxNames.find(path);
        return names == null ? new IdxNames(path, "") : names;
    }

    private static void refuse(List<String> missing, Path folder, String name) throws DataException {
        if (!missing.isEmpty()) {
            throw new DataException(
                    "reading the set "
                            + name
                            + " from "
                            + folder
                            + ": there is no "
                            + String.join(", no ", missing)
                            + " (nor spelled with '.idx' or '.gz'); expected the four IDX files"
                            + " of training and test images and labels");
        }
    }

    private static Parts read(IdxNames names, String name, List<String> classNames) throws IOException {
        Part train = readPart(names, true);
        Part test = names.images(false) == null ? null : readPart(names, false);
        if (test != null && !train.size.equals(test.size)) {
            throw new DataException(
                    "reading the set "
                            + name
                            + " from "
                            + names.folder()
                            + ": its training images are "
                            + train.size
                            + ", its test images "
                            + test.size
                            + " (channels, height, width); expected the same");
        }
        TreeMap<Integer, String> classes = classNames.isEmpty() ? named(names) : numbered(classNames);
        if (classes.isEmpty()) {
            classes = numbered(ClassNames.numbered(1 + Math.max(train.largest(), test == null ? 0 : test.largest())));
        }
        Description description = new Description(name, names.folder().toString(), List.copyOf(classes.values()));
        return new Parts(
                train.toDataset(description, classes), test == null ? null : test.toDataset(description, classes));
    }

    private static TreeMap<Integer, String> numbered(List<String> names) {
        TreeMap<Integer, String> classes = new TreeMap<>();
        for (int label = 0; label < names.size(); label++) {
            classes.put(label, names.get(label));
        }
        return classes;
    }

    /// The names that a file in the folder gives to labels; none without one.
    private static TreeMap<Integer, String> named(IdxNames names) throws IOException {
        Path mapping = names.other("mapping.txt");
        Path lines = names.other("classes.txt");
        if (mapping == null) {
            return lines == null ? new TreeMap<>() : numbered(lines(lines));
        }
        TreeMap<Integer, String> classes = new TreeMap<>();
        int line = 0;
        for (String text : lines(mapping)) {
            line++;
            if (!text.matches("\\s*\\d{1,3}(\\s+\\d{1,6})+\\s*")) {
                throw new DataException(
                        "reading "
                                + mapping
                                + ", line "
                                + line
                                + ": found \""
                                + text
                                + "\", expected a label and the code of its letter, such as \"1 65 97\"");
            }
            String[] numbers = text.strip().split("\\s+");
            classes.put(Integer.parseInt(numbers[0]), Character.toString(Integer.parseInt(numbers[1])));
        }
        return classes;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream().filter(line -> !line.isBlank()).toList();
        } catch (MalformedInputException noText) {
            throw new DataException("reading " + file + ": it is no text in UTF-8; expected names of classes", noText);
        }
    }

    private static Part readPart(IdxNames names, boolean train) throws IOException {
        Path imageFile = require(names.images(train), names);
        Path labelFile = require(names.labels(train), names);
        boolean coloured = imageFile.getFileName().toString().contains("idx4");
        Idx.Values images = Idx.read(imageFile, coloured ? 4 : 3);
        Idx.Values labels = Idx.read(labelFile, 1);
        if (images.samples() != labels.samples()) {
            throw new DataException(
                    "reading "
                            + imageFile
                            + " and "
                            + labelFile.getFileName()
                            + ": "
                            + images.samples()
                            + " images (bytes 4 to 7) but "
                            + labels.samples()
                            + " labels (bytes 4 to 7); expected as many labels as images");
        }
        int[] sizes = images.sizes();
        int channels = coloured ? sizes[1] : 1;
        if (channels != 1 && channels != 3) {
            throw new DataException(
                    "reading "
                            + imageFile
                            + ": bytes 8 to 11 give its images "
                            + channels
                            + " channels; expected 1 or 3 (samples, channels, rows, columns)");
        }
        ImageSize size = new ImageSize(channels, sizes[sizes.length - 2], sizes[sizes.length - 1]);
        return new Part(size, images, labels, labelFile);
    }

    private static Path require(@Nullable Path file, IdxNames names) throws DataException {
        if (file == null) {
            throw new DataException("reading " + names.folder() + ": a file has just gone");
        }
        return file;
    }

    /// The contents of one split's two files.
    private record Part(ImageSize size, Idx.Values images, Idx.Values labels, Path labelFile) {
        int largest() {
            int largest = 0;
            for (byte label : labels.values()) {
                largest = Math.max(largest, label & 0xFF);
            }
            return largest;
        }

        Dataset toDataset(Description description, TreeMap<Integer, String> classes) throws DataException {
            int[] places = new int[256];
            Arrays.fill(places, -1);
            int next = 0;
            for (Map.Entry<Integer, String> known : classes.entrySet()) {
                if (known.getKey() < places.length) {
                    places[known.getKey()] = next++;
                }
            }
            int[] numbers = new int[labels.samples()];
            for (int i = 0; i < numbers.length; i++) {
                int label = labels.values()[i] & 0xFF;
                numbers[i] = places[label];
                if (numbers[i] < 0) {
                    throw new DataException(
                            "reading "
                                    + labelFile
                                    + ": byte "
                                    + (8 + i)
                                    + " gives sample "
                                    + i
                                    + " the label "
                                    + label
                                    + "; expected "
                                    + classes.firstKey()
                                    + " to "
                                    + classes.lastKey()
                                    + ", one of the "
                                    + classes.size()
                                    + " classes of "
                                    + description.name());
                }
            }
            return Dataset.of(description, size, images.values(), numbers);
        }
    }
}
