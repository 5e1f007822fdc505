package dev.fovea.run;

import dev.fovea.data.ClassNames;
import dev.fovea.data.Dataset;
import dev.fovea.data.Idx;
import dev.fovea.data.Parts;
import dev.fovea.image.ImageFiles;
import dev.fovea.random.Permutation;
import dev.fovea.random.Purpose;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes samples as files that other programs read, and [DataSource] too.
public final class DataWriter {
    /// The part of all samples that Kaggle's digit recogniser gives labels for: 42,000 of 70,000.
    private static final double KAGGLE_TRAIN = .6;

    private final Path target;
    private final long seed;
    private final List<Written> written = new ArrayList<>();

    /// What was written.
    ///
    /// @param file the file or folder
    /// @param samples how many samples are in it
    /// @param labelled whether with labels
    public record Written(Path file, int samples, boolean labelled) {}

    private DataWriter(Path target, long seed) {
        this.target = target;
        this.seed = seed;
    }

    /// Writes samples.
    ///
    /// @param parts training and test samples, or all
    /// @param target a new file or an empty or new folder, as the format says
    /// @param format how
    /// @param seed fixes the order of the Kaggle files
    /// @return what was written
    /// @throws RunFileException if there is something at the target, or the samples do not fit the format
    /// @throws IOException if it cannot be written
    public static List<Written> write(Parts parts, Path target, DataFormat format, long seed) throws IOException {
        checkNew(target);
        DataWriter writer = new DataWriter(target, seed);
        switch (format) {
            case CSV -> writer.tables(parts);
            case KAGGLE -> writer.kaggle(parts.part("all", null));
            case IDX -> writer.idx(parts);
            case NPZ -> {
                Npz.write(target, parts);
                parts.all().forEach(part -> writer.wrote(target, part));
            }
            case PNG -> writer.pictures(parts);
            case ZIP -> writer.archive(parts);
        }
        return writer.written;
    }

    private static void checkNew(Path target) throws IOException {
        boolean used = Files.exists(target);
        if (used && Files.isDirectory(target)) {
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(target)) {
                used = inside.iterator().hasNext();
            }
        }
        if (used) {
            throw new RunFileException(
                    "writing data to " + target + ": it exists already; expected a new file, or a new or empty folder");
        }
        Path parent = target.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }

    private void wrote(Path file, Dataset samples) {
        written.add(new Written(file, samples.size(), samples.labelled()));
    }

    private void tables(Parts parts) throws IOException {
        if (target.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            table(target, parts.part("all", null));
            return;
        }
        Files.createDirectories(target);
        table(target.resolve("train.csv"), parts.train());
        Dataset test = parts.test();
        if (test != null) {
            table(target.resolve("test.csv"), test);
        }
    }

    private void table(Path file, Dataset samples) throws IOException {
        CsvTable.write(file, samples, samples.labelled());
        wrote(file, samples);
    }

    private void kaggle(Dataset all) throws IOException {
        if (!all.labelled() || all.size() < 2) {
            throw new RunFileException(
                    "writing " + all + " as Kaggle's files: expected labelled samples, at least two");
        }
        int[] order = new int[all.size()];
        Permutation.fill(seed, Purpose.SPLIT, 0, order);
        int train = (int) Math.round(KAGGLE_TRAIN * order.length);
        Files.createDirectories(target);
        table(target.resolve("train.csv"), all.subset(Arrays.copyOf(order, train)));
        Dataset test = all.subset(Arrays.copyOfRange(order, train, order.length));
        Path file = target.resolve("test.csv");
        CsvTable.write(file, test, false);
        written.add(new Written(file, test.size(), false));
        CsvTable.writeSolution(target.resolve("solution.csv"), test);
        wrote(target.resolve("solution.csv"), test);
    }

    private void idx(Parts parts) throws IOException {
        Files.createDirectories(target);
        idx("train", parts.train());
        Dataset test = parts.test();
        if (test != null) {
            idx("t10k", test);
        }
        if (!ClassNames.areNumbers(parts.train().classNames())) {
            Files.write(target.resolve("classes.txt"), parts.train().classNames());
        }
    }

    private void idx(String part, Dataset samples) throws IOException {
        if (!samples.labelled() || samples.classNames().size() > 256) {
            throw new RunFileException(
                    "writing "
                            + samples
                            + " as IDX: its labels are bytes; expected labelled samples of at most 256 classes");
        }
        int length = samples.imageSize().bytes();
        byte[] pixels = new byte[samples.size() * length];
        byte[] labels = new byte[samples.size()];
        for (int i = 0; i < labels.length; i++) {
            samples.copyPixels(i, pixels, i * length);
            labels[i] = (byte) samples.label(i);
        }
        boolean grey = samples.channels() == 1;
        int[] sizes =
                grey
                        ? new int[] {samples.size(), samples.height(), samples.width()}
                        : new int[] {samples.size(), 3, samples.height(), samples.width()};
        Path images = target.resolve(part + "-images-idx" + sizes.length + "-ubyte.gz");
        Idx.write(images, new Idx.Values(sizes, pixels));
        wrote(images, samples);
        Path numbers = target.resolve(part + "-labels-idx1-ubyte.gz");
        Idx.write(numbers, new Idx.Values(new int[] {labels.length}, labels));
        wrote(numbers, samples);
    }

    private void pictures(Parts parts) throws IOException {
        for (Dataset part : parts.all()) {
            String prefix = prefix(parts, part);
            for (int i = 0; i < part.size(); i++) {
                Path file = target.resolve(name(part, prefix, i));
                Path folder = Objects.requireNonNull(file.getParent());
                if (!Files.isDirectory(folder)) {
                    Files.createDirectories(folder);
                }
                Files.write(file, ImageFiles.encodePng(part.image(i)));
            }
            wrote(prefix.isEmpty() ? target : target.resolve(prefix), part);
        }
    }

    private void archive(Parts parts) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(1); // PNG files are packed already.
            for (Dataset part : parts.all()) {
                for (int i = 0; i < part.size(); i++) {
                    ZipEntry entry = new ZipEntry(name(part, prefix(parts, part), i));
                    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0)); // the same samples give the same bytes
                    zip.putNextEntry(entry);
                    zip.write(ImageFiles.encodePng(part.image(i)));
                    zip.closeEntry();
                }
                wrote(target, part);
            }
        }
    }

    private static String prefix(Parts parts, Dataset part) {
        return parts.test() == null ? "" : part == parts.train() ? "train/" : "test/";
    }

    /// The path of a sample's picture. A class `T-shirt/top` becomes folders within each other and is read back so.
    private static String name(Dataset part, String prefix, int index) {
        String file = String.format(Locale.ROOT, "%05d.png", index);
        if (!part.labelled()) {
            return prefix + file;
        }
        String name = part.classNames().get(part.label(index));
        boolean unsafe = name.isBlank() || name.startsWith("/") || name.endsWith("/");
        for (String step : name.split("/", -1)) {
            unsafe |= step.startsWith(".") || step.isBlank();
        }
        if (unsafe || name.matches(".*[\\\\:*?\"<>|\\x00-\\x1f].*")) {
            throw new RunFileException(
                    "writing a folder for the class \"" + name + "\": expected a name that a folder can have");
        }
        return prefix + name + "/" + file;
    }
}
