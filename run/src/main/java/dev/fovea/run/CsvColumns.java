package dev.fovea.run;

import dev.fovea.data.DataException;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.shape.Suggestion;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the columns of a CSV file of images are.
///
/// @param names as in the header, or `column 1` and so on where there is none
/// @param header whether the first record is one
/// @param targets for each column the place of its pixel in `[channels, height, width]`, [#LABEL] or [#IGNORED]
/// @param size of the images
@SuppressWarnings("ArrayRecordComponent") // looked up once for every number of the file
record CsvColumns(List<String> names, boolean header, int[] targets, ImageSize size) {
    static final int LABEL = -1;
    static final int IGNORED = -2;

    private static final List<String> LABELS =
            List.of("label", "labels", "class", "target", "y", "digit", "character", "category");
    private static final List<String> NUMBERS =
            List.of("", "id", "imageid", "image_id", "index", "unnamed: 0", "rownumber");
    private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,9})");
    private static final Pattern PLACED = Pattern.compile("(\\d{1,5})x(\\d{1,5})(?:x([123]))?");
    private static final Pattern WHOLE = Pattern.compile("\\s*[-+]?\\d+(\\.0*)?\\s*");

    /// Whether there is a column of labels.
    boolean labelled() {
        return Arrays.stream(targets).anyMatch(target -> target == LABEL);
    }

    /// Understands the first record.
    static CsvColumns of(Path file, List<String> first, DataReading reading) throws DataException {
        boolean header = first.stream().anyMatch(field -> !WHOLE.matcher(field).matches()) || counts(first);
        return header ? ofHeader(file, first, reading) : ofNumbers(file, first.size(), reading);
    }

    /// Whether numbers are a header that a table without names was given: 0, 1, 2 and so on, beyond any pixel.
    private static boolean counts(List<String> first) {
        for (int i = 0; i < first.size(); i++) {
            if (!first.get(i).strip().equals(Integer.toString(i))) {
                return false;
            }
        }
        return first.size() > 257;
    }

    private static CsvColumns ofNumbers(Path file, int count, DataReading reading) throws DataException {
        int label = reading.label() == null ? squareSize(count) == null ? 0 : -1 : index(file, count, reading.label());
        ImageSize size = squareSize(label < 0 ? count : count - 1);
        if (size == null) {
            throw new DataException(
                    reading(file)
                            + "it has no header, and its "
                            + count
                            + " columns are no square image with or without a label before it; expected 1 label and 784"
                            + " pixels, or the like, or a header with the columns' names");
        }
        List<String> names = new ArrayList<>();
        int[] targets = new int[count];
        int pixel = 0;
        for (int column = 0; column < count; column++) {
            names.add("column " + (column + 1));
            targets[column] = column == label ? LABEL : place(pixel++, size, reading.planes());
        }
        return new CsvColumns(names, false, targets, size);
    }

    private static int index(Path file, int count, String label) throws DataException {
        if (label.matches("\\d{1,8}") && Integer.parseInt(label) >= 1 && Integer.parseInt(label) <= count) {
            return Integer.parseInt(label) - 1;
        }
        throw new DataException(
                reading(file)
                        + "it has no header, so there is no column \""
                        + label
                        + "\" of labels; expected the column's number, 1 to "
                        + count);
    }

    private static CsvColumns ofHeader(Path file, List<String> first, DataReading reading) throws DataException {
        List<String> names = first.stream().map(String::strip).toList();
        checkTwice(file, names);
        int label = label(file, names, reading.label());
        List<Integer> pixels = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            if (column != label && !NUMBERS.contains(names.get(column).toLowerCase(Locale.ROOT))) {
                pixels.add(column);
            }
        }
        int[] targets = new int[names.size()];
        Arrays.fill(targets, IGNORED);
        if (label >= 0) {
            targets[label] = LABEL;
        }
        ImageSize size = placed(file, names, pixels, targets);
        return new CsvColumns(
                names, true, targets, size == null ? inOrder(file, names, pixels, targets, reading) : size);
    }

    private static void checkTwice(Path file, List<String> names) throws DataException {
        Set<String> seen = new LinkedHashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new DataException(
                        reading(file) + "line 1 names the column \"" + name + "\" twice; expected each once");
            }
        }
    }

    private static int label(Path file, List<String> names, @Nullable String wanted) throws DataException {
        if (wanted != null) {
            int label = names.indexOf(wanted);
            if (label < 0) {
                throw new DataException(
                        reading(file)
                                + "it has no column \""
                                + wanted
                                + "\" of labels"
                                + Suggestion.of(wanted, names)
                                + "; its columns are "
                                + some(names));
            }
            return label;
        }
        for (String known : LABELS) {
            for (int column = 0; column < names.size(); column++) {
                if (names.get(column).equalsIgnoreCase(known)) {
                    return column;
                }
            }
        }
        return -1;
    }

    /// Columns named after row and column, `1x1` to `28x28`, or with the colour, `1x1x1` to `28x28x3`; null if they are
    /// named otherwise.
    private static @Nullable ImageSize placed(Path file, List<String> names, List<Integer> pixels, int[] targets)
            throws DataException {
        int[] largest = new int[3];
        for (int column : pixels) {
            Matcher place = PLACED.matcher(names.get(column));
            if (!place.matches()) {
                return null;
            }
            for (int axis = 0; axis < 3; axis++) {
                largest[axis] = Math.max(largest[axis], part(place, axis));
            }
        }
        if (pixels.isEmpty()) {
            return null;
        }
        ImageSize size = new ImageSize(largest[2], largest[0], largest[1]);
        if (pixels.size() != (long) largest[0] * largest[1] * largest[2] || largest[2] == 2) {
            throw new DataException(
                    reading(file)
                            + "line 1 names "
                            + pixels.size()
                            + " pixels up to row "
                            + largest[0]
                            + " and column "
                            + largest[1]
                            + "; expected one for each place, "
                            + (long) largest[0] * largest[1] * largest[2]);
        }
        for (int column : pixels) {
            Matcher place = PLACED.matcher(names.get(column));
            if (place.matches() && part(place, 0) > 0 && part(place, 1) > 0) {
                targets[column] =
                        ((part(place, 2) - 1) * largest[0] + part(place, 0) - 1) * largest[1] + part(place, 1) - 1;
            }
        }
        return size;
    }

    private static int part(Matcher place, int axis) {
        String digits = place.group(axis + 1);
        return digits == null ? 1 : Integer.parseInt(digits);
    }

    /// Columns with numbers, `pixel0` to `pixel783`, by their numbers; else as they stand.
    private static ImageSize inOrder(
            Path file, List<String> names, List<Integer> pixels, int[] targets, DataReading reading)
            throws DataException {
        List<Integer> order = numbered(file, names, pixels);
        ImageSize size = squareSize(order.size());
        if (size == null) {
            List<String> others = pixels.stream().map(names::get).filter(name -> !name.matches(".*\\d")).toList();
            throw new DataException(
                    reading(file)
                            + order.size()
                            + " columns of pixels make no square image, grey or coloured"
                            + (others.isEmpty()
                                    ? ""
                                    : "; is one of " + some(others) + " the label? Name it with --label")
                            + "; its columns are "
                            + some(names)
                            + "; expected as many as 784, or names of rows and columns such as 1x1, 1x2");
        }
        for (int pixel = 0; pixel < order.size(); pixel++) {
            targets[order.get(pixel)] = place(pixel, size, reading.planes());
        }
        return size;
    }

    private static List<Integer> numbered(Path file, List<String> names, List<Integer> pixels) throws DataException {
        TreeMap<Integer, Integer> byNumber = new TreeMap<>();
        String prefix = null;
        for (int column : pixels) {
            Matcher name = NUMBERED.matcher(names.get(column));
            if (!name.matches() || (prefix != null && !prefix.equals(name.group(1)))) {
                return pixels;
            }
            prefix = name.group(1);
            byNumber.put(Integer.parseInt(name.group(2)), column);
        }
        if (byNumber.size() < pixels.size() || byNumber.isEmpty()) {
            return pixels;
        }
        List<String> missing = new ArrayList<>();
        int begin = byNumber.firstKey() <= 1 ? byNumber.firstKey() : 0;
        for (int number = begin; number < byNumber.lastKey() && missing.size() < 10; number++) {
            if (!byNumber.containsKey(number)) {
                missing.add(prefix + number);
            }
        }
        if (!missing.isEmpty()) {
            throw new DataException(
                    reading(file)
                            + "line 1 has the columns "
                            + some(names)
                            + " but not "
                            + String.join(", ", missing)
                            + (missing.size() == 10 ? " and more" : "")
                            + "; expected every pixel from "
                            + prefix
                            + begin
                            + " to "
                            + prefix
                            + byNumber.lastKey());
        }
        return List.copyOf(byNumber.values());
    }

    /// The square of so many pixels, grey or coloured; null if there is none.
    private static @Nullable ImageSize squareSize(int count) {
        for (int channels = 1; channels <= 3; channels += 2) {
            int side = (int) StrictMath.round(StrictMath.sqrt(count / (double) channels));
            if (side > 0 && side * side * channels == count) {
                return new ImageSize(channels, side, side);
            }
        }
        return null;
    }

    private static int place(int pixel, ImageSize size, boolean planes) {
        int channels = size.channels();
        return planes ? pixel : pixel % channels * size.height() * size.width() + pixel / channels;
    }

    private static String some(List<String> names) {
        int count = names.size();
        String shown =
                count <= 8
                        ? String.join(", ", names)
                        : String.join(", ", names.subList(0, 4)) + ", ..., " + names.get(count - 1);
        return count <= 8 ? shown : shown + " (" + count + " columns)";
    }

    private static String reading(Path file) {
        return "reading " + file + ": ";
    }
}
