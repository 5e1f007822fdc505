package dev.fovea.data;

import dev.fovea.data.Dataset.Description;
import dev.fovea.data.Dataset.ImageSize;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A folder with the four IDX files of a set: training and test, images and labels.
///
/// Each may be spelled as MNIST's site did (`train-images-idx3-ubyte`) or as its archives unpack elsewhere
/// (`train-images.idx3-ubyte`), plain or with `.gz`; of several, the first in that order is taken.
public final class IdxFolder {
    private static final List<String> STEMS = List.of("train-images", "train-labels", "t10k-images", "t10k-labels");

    private IdxFolder() {}

    /// Whether any of the four files is there, so that the folder is meant to be such a set.
    ///
    /// @param folder the folder
    /// @return false too where there is no such folder
    public static boolean matches(Path folder) {
        return STEMS.stream().anyMatch(stem -> find(folder, stem) != null);
    }

    /// The names under which the four files are looked for and of which none is in the folder.
    ///
    /// @param folder the folder
    /// @return the missing files in their first spelling; empty where all four are there
    public static List<String> missing(Path folder) {
        List<String> missing = new ArrayList<>();
        for (String stem : STEMS) {
            if (find(folder, stem) == null) {
                missing.add(spellings(stem).getFirst());
            }
        }
        return missing;
    }

    /// Reads both splits.
    ///
    /// @param folder the folder
    /// @param name the name of the set
    /// @param classNames the names of its classes; empty to name them by their numbers, 0 to the largest label
    /// @return training and test samples
    /// @throws DataException if a file is missing, damaged or does not fit the others, or a label has no class
    /// @throws IOException if a file cannot be read
    public static Splits read(Path folder, String name, List<String> classNames) throws IOException {
        List<String> missing = missing(folder);
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
        Part train = readPart(folder, "train");
        Part test = readPart(folder, "t10k");
        if (!train.size.equals(test.size)) {
            throw new DataException(
                    "reading the set "
                            + name
                            + " from "
                            + folder
                            + ": its training images are "
                            + train.size
                            + ", its test images "
                            + test.size
                            + " (channels, height, width); expected the same");
        }
        List<String> names = classNames.isEmpty() ? numbered(train, test) : classNames;
        Description description = new Description(name, folder.toString(), names);
        return new Splits(train.toDataset(description), test.toDataset(description));
    }

    private static List<String> numbered(Part train, Part test) {
        int largest = 0;
        for (Part part : List.of(train, test)) {
            for (byte label : part.labels.values()) {
                largest = Math.max(largest, label & 0xFF);
            }
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i <= largest; i++) {
            names.add(Integer.toString(i));
        }
        return names;
    }

    private static Part readPart(Path folder, String prefix) throws IOException {
        Path imageFile = require(folder, prefix + "-images");
        Path labelFile = require(folder, prefix + "-labels");
        Idx.Values images = Idx.read(imageFile, 3);
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
        ImageSize size = new ImageSize(1, images.sizes()[1], images.sizes()[2]);
        return new Part(size, images, labels, labelFile);
    }

    private static Path require(Path folder, String stem) throws DataException {
        Path file = find(folder, stem);
        if (file == null) {
            throw new DataException("reading " + folder + ": " + stem + " has just gone");
        }
        return file;
    }

    private static @Nullable Path find(Path folder, String stem) {
        for (String spelling : spellings(stem)) {
            Path file = folder.resolve(spelling);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }

    private static List<String> spellings(String stem) {
        String type = stem.endsWith("images") ? "idx3-ubyte" : "idx1-ubyte";
        return List.of(stem + "-" + type, stem + "-" + type + ".gz", stem + "." + type, stem + "." + type + ".gz");
    }

    /// The contents of one split's two files.
    private record Part(ImageSize size, Idx.Values images, Idx.Values labels, Path labelFile) {
        Dataset toDataset(Description description) throws DataException {
            int classes = description.classNames().size();
            int[] numbers = new int[labels.samples()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = labels.values()[i] & 0xFF;
                if (numbers[i] >= classes) {
                    throw new DataException(
                            "reading "
                                    + labelFile
                                    + ": byte "
                                    + (8 + i)
                                    + " gives sample "
                                    + i
                                    + " the label "
                                    + numbers[i]
                                    + "; expected 0 to "
                                    + (classes - 1)
                                    + ", one of the "
                                    + classes
                                    + " classes of "
                                    + description.name());
                }
            }
            return Dataset.of(description, size, images.values(), numbers);
        }
    }
}
