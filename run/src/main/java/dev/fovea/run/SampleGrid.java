package dev.fovea.run;

import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Puts samples side by side in one picture.
public final class SampleGrid {
    private static final int GAP = 2;
    private static final byte GROUND = (byte) 128;

    /// The least side of a sample in the picture; smaller ones are enlarged by a whole factor.
    private static final int SIDE = 56;

    private SampleGrid() {}

    /// Writes the first samples of each part, and some of each class, as PNG.
    ///
    /// @param description the data
    /// @param folder takes `train.png`, `train-classes.png` and so on
    /// @param count how many of the first samples
    /// @return the files
    /// @throws IOException if they cannot be written
    public static List<Path> write(DataDescription description, Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (DataDescription.Part part : description.parts()) {
            int columns = Math.max(1, (int) StrictMath.ceil(StrictMath.sqrt(count)));
            List<Image> first = part.first(count);
            List<List<Image>> rows = new ArrayList<>();
            for (int from = 0; from < first.size(); from += columns) {
                rows.add(first.subList(from, Math.min(first.size(), from + columns)));
            }
            files.add(write(rows, folder.resolve(part.name() + ".png")));
            List<List<Image>> classes = part.ofClasses(12);
            if (!classes.isEmpty()) {
                List<List<Image>> some = classes.subList(0, Math.min(classes.size(), 100));
                files.add(write(some, folder.resolve(part.name() + "-classes.png")));
            }
        }
        return files;
    }

    private static Path write(List<List<Image>> rows, Path file) throws IOException {
        ImageFiles.writePng(of(rows), file);
        return file;
    }

    /// Lays images out.
    ///
    /// @param rows images of equal size, row by row; at least one
    /// @return one picture on a middle grey, every sample enlarged by the same whole factor
    public static Image of(List<List<Image>> rows) {
        Image first = rows.getFirst().getFirst();
        int factor = Math.max(1, Math.ceilDiv(SIDE, Math.max(first.height(), first.width())));
        int high = first.height() * factor + GAP;
        int wide = first.width() * factor + GAP;
        int columns = rows.stream().mapToInt(List::size).max().orElse(1);
        int height = rows.size() * high + GAP;
        int width = columns * wide + GAP;
        byte[] pixels = new byte[first.channels() * height * width];
        Arrays.fill(pixels, GROUND);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                Image image = rows.get(row).get(column);
                for (int channel = 0; channel < image.channels(); channel++) {
                    for (int y = 0; y < high - GAP; y++) {
                        int at = (channel * height + GAP + row * high + y) * width + GAP + column * wide;
                        for (int x = 0; x < wide - GAP; x++) {
                            pixels[at + x] = (byte) image.value(channel, y / factor, x / factor);
                        }
                    }
                }
            }
        }
        return Image.of(first.channels(), height, width, pixels);
    }
}
