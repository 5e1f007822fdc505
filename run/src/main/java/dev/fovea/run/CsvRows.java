package dev.fovea.run;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;

import dev.fovea.data.ClassNames;
import dev.fovea.data.DataException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.Description;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Collects the rows of a CSV file of images, number by number, without a string for each.
final class CsvRows extends AbstractBaseCsvCallbackHandler<Boolean> {
    private final Path file;
    private final DataReading reading;
    private final List<String> first = new ArrayList<>();
    private @Nullable CsvColumns columns;
    private int[] targets = {};
    private byte[] pixels = {};
    private int pixelsPerRow;
    private int at;
    private int[] labels = new int[1024];
    private int rows;

    /// Texts of labels, in the order of their first rows.
    private final Map<String, Integer> labelTexts = new LinkedHashMap<>();

    /// What is wrong with a row, to be reported behind the file's name.
    static final class Problem extends RuntimeException {
        private static final long serialVersionUID = 1;

        Problem(String message) {
            super(message);
        }
    }

    CsvRows(Path file, DataReading reading) {
        this.file = file;
        this.reading = reading;
    }

    /// The line at which the last record began.
    long line() {
        return getStartingLineNumber();
    }

    @Override
    protected void handleBegin(long line) {
        if (columns != null) {
            begin();
        }
    }

    private void begin() {
        at = rows * pixelsPerRow;
        if (pixels.length - at < pixelsPerRow) {
            long wanted = Math.max(1024L * pixelsPerRow, 2L * pixels.length);
            int length = (int) Math.min(wanted, Dataset.MAXIMUM_BYTES);
            if (length - at < pixelsPerRow) {
                throw new Problem(
                        ", line " + line() + ": it has more pixels than the " + Dataset.MAXIMUM_BYTES + " of one set");
            }
            pixels = Arrays.copyOf(pixels, length);
        }
        if (rows == labels.length) {
            labels = Arrays.copyOf(labels, 2 * rows);
        }
    }

    @Override
    protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
        if (columns == null) {
            first.add(new String(buffer, offset, length));
            return;
        }
        if (column >= targets.length) {
            return; // The record is refused when it is complete and can be counted.
        }
        int target = targets[column];
        if (target >= 0) {
            int value = pixel(buffer, offset, length);
            if (value < 0) {
                throw wrong(column, new String(buffer, offset, length), "a whole number from 0 to 255");
            }
            pixels[at + target] = (byte) value;
        } else if (target == CsvColumns.LABEL) {
            labels[rows] = label(column, new String(buffer, offset, length));
        }
    }

    /// The pixel's value, or -1 if it is none.
    private static int pixel(char[] buffer, int offset, int length) {
        int value = 0;
        for (int i = offset; i < offset + length; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9 || length > 3) {
                return unusual(new String(buffer, offset, length).strip());
            }
            value = value * 10 + digit;
        }
        return length > 0 && value <= 255 ? value : -1;
    }

    /// Blanks around the number, leading zeros, and `7.0` as spreadsheets and tables with gaps write it.
    private static int unusual(String text) {
        if (!text.matches("\\d{1,9}(\\.0*)?")) {
            return -1;
        }
        int point = text.indexOf('.');
        int value = Integer.parseInt(point < 0 ? text : text.substring(0, point));
        return value <= 255 ? value : -1;
    }

    private int label(int column, String text) {
        String name = text.strip().replaceFirst("^(\\d+)\\.0*$", "$1");
        Integer known = labelTexts.get(name);
        if (known != null) {
            return known;
        }
        if (name.isEmpty()) {
            throw wrong(column, text, "a label");
        }
        if (name.matches("[-+]?[0-9][0-9.eE+-]*") && (!name.matches("\\d{1,5}") || tooLarge(name))) {
            throw wrong(column, text, "a class number from 0 to " + CsvImages.MAXIMUM_LABEL + ", or a name");
        }
        labelTexts.put(name, labelTexts.size());
        return labelTexts.size() - 1;
    }

    private static boolean tooLarge(String digits) {
        return Integer.parseInt(digits) > CsvImages.MAXIMUM_LABEL;
    }

    @Override
    protected Boolean buildRecord() {
        if (getRecordType() == RecordType.EMPTY) {
            return true;
        }
        CsvColumns known = columns;
        if (known == null) {
            known = understand();
            if (known.header()) {
                return true;
            }
            begin();
            for (int column = 0; column < first.size(); column++) {
                char[] field = first.get(column).toCharArray();
                handleField(column, field, 0, field.length, false);
            }
        }
        int fields = known.header() || rows > 0 ? getFieldCount() : first.size();
        if (fields != targets.length) {
            String missing =
                    fields < targets.length ? " (the first that is missing is " + known.names().get(fields) + ")" : "";
            throw new Problem(
                    ", line "
                            + line()
                            + ": it has "
                            + fields
                            + " fields"
                            + missing
                            + "; expected "
                            + targets.length
                            + " as in line 1");
        }
        rows++;
        return true;
    }

    private CsvColumns understand() {
        try {
            CsvColumns found = CsvColumns.of(file, first, reading);
            columns = found;
            targets = found.targets();
            pixelsPerRow = found.size().bytes();
            return found;
        } catch (DataException wrong) {
            throw new Problem(Objects.requireNonNull(wrong.getMessage()).substring(("reading " + file).length()));
        }
    }

    private Problem wrong(int column, String found, String expected) {
        String shown = found.length() > 40 ? found.substring(0, 40) + "..." : found;
        String name = columns == null ? "" : columns.names().get(column);
        String what = name.equals("column " + (column + 1)) ? name : "column " + (column + 1) + " (" + name + ")";
        return new Problem(
                ", line "
                        + line()
                        + ", "
                        + what
                        + ": found "
                        + (shown.isEmpty() ? "nothing" : "\"" + shown + "\"")
                        + ", expected "
                        + expected);
    }

    /// What has been read.
    Dataset dataset(String name) throws DataException {
        if (columns == null || rows == 0) {
            throw new DataException(
                    "reading "
                            + file
                            + ": it has "
                            + (columns == null ? "no rows" : "a header but no rows")
                            + "; expected a row of numbers for each image");
        }
        byte[] all = Arrays.copyOf(pixels, rows * pixelsPerRow);
        pixels = new byte[0];
        if (!columns.labelled()) {
            return Dataset.unlabelled(name, file.toString(), columns.size(), all);
        }
        boolean numbers = labelTexts.keySet().stream().allMatch(text -> text.matches("\\d+"));
        List<String> names = numbers ? numbered() : labelTexts.keySet().stream().sorted(ClassNames::compare).toList();
        int[] classes = new int[labelTexts.size()];
        labelTexts.forEach((text, number) -> classes[number] = numbers ? Integer.parseInt(text) : names.indexOf(text));
        int[] numbersOfClasses = new int[rows];
        for (int row = 0; row < rows; row++) {
            numbersOfClasses[row] = classes[labels[row]];
        }
        return Dataset.of(new Description(name, file.toString(), names), columns.size(), all, numbersOfClasses);
    }

    private List<String> numbered() {
        int largest = labelTexts.keySet().stream().mapToInt(Integer::parseInt).max().orElse(0);
        return ClassNames.numbered(largest + 1);
    }
}
