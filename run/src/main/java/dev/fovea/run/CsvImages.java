package dev.fovea.run;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

import dev.fovea.data.DataException;
import dev.fovea.data.Dataset;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Reads images from CSV files as Kaggle's competitions have them: a row per image, a column per pixel with values 0 to
/// 255, and perhaps a column of labels.
///
/// - A first record with anything but whole numbers is a header. The labels are in the column that the caller names, or
///   in one called `label`, `class`, `target`, `y`, `digit`, `character` or `category`; without one the images have no
///   labels. Columns `id`, `ImageId`, `index` and the like are left out; all others are pixels. Numbered columns such
///   as `pixel0` to `pixel783` are ordered by their numbers and must be complete; columns such as `1x1` to `28x28`
///   (row, column) say where each pixel belongs, with a third number 1 to 3 for red, green and blue.
/// - Without a header the first column is the label, unless all columns make a square image.
/// - As many pixels as a square number are a grey image, three times as many a coloured one with red, green and blue
///   side by side.
/// - Labels that are whole numbers are class numbers from 0; if one is not, all are names, in the order of
///   [dev.fovea.data.ClassNames#compare].
///
/// Fields may be quoted; lines end with LF, CRLF or CR; a byte order mark and gzip are seen from the first bytes;
/// instead of commas, semicolons or tabs may separate.
public final class CsvImages {
    /// The largest class number.
    static final int MAXIMUM_LABEL = 9999;

    private CsvImages() {}

    /// Reads a file.
    ///
    /// @param file CSV, plain or in gzip
    /// @param reading names the column of labels, if need be
    /// @return its images
    /// @throws DataException if the file is empty or wrong; the message names line and column
    /// @throws IOException if it cannot be read
    public static Dataset read(Path file, DataReading reading) throws IOException {
        CsvRows rows = new CsvRows(file, reading);
        try (InputStream in = open(file);
                CsvReader<Boolean> csv =
                        CsvReader.builder()
                                .fieldSeparator(separator(in))
                                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .detectBomHeader(true)
                                .build(rows, in, StandardCharsets.UTF_8)) {
            for (var all = csv.iterator(); all.hasNext(); ) {
                all.next();
            }
        } catch (CsvParseException wrong) {
            throw explained(file, rows, wrong);
        } catch (UncheckedIOException failed) {
            throw damaged(file, Objects.requireNonNull(failed.getCause()));
        } catch (EOFException | ZipException failed) {
            throw damaged(file, failed);
        }
        return rows.dataset(name(file));
    }

    /// Whether a file's first record has a field.
    ///
    /// @param file CSV
    /// @param name the field
    /// @return true if it names a column
    /// @throws IOException if it cannot be read
    static boolean hasColumn(Path file, String name) throws IOException {
        try (InputStream in = open(file);
                CsvReader<CsvRecord> csv =
                        CsvReader.builder()
                                .fieldSeparator(separator(in))
                                .detectBomHeader(true)
                                .ofCsvRecord(in, StandardCharsets.UTF_8)) {
            var records = csv.iterator();
            return records.hasNext() && records.next().getFields().contains(name);
        } catch (CsvParseException wrong) {
            return false; // Reading the file will say what is wrong.
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean packed = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return packed ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
    }

    /// Of comma, semicolon and tab that which is most frequent in the first line.
    private static char separator(InputStream in) throws IOException {
        in.mark(1 << 15);
        byte[] beginning = in.readNBytes((1 << 15) - 1);
        in.reset();
        String separators = ",;\t";
        int[] counts = new int[3];
        for (byte next : beginning) {
            if (next == '\n' || next == '\r') {
                break;
            }
            int found = separators.indexOf(next);
            if (found >= 0) {
                counts[found]++;
            }
        }
        int most = counts[1] > counts[0] ? 1 : 0;
        return separators.charAt(counts[2] > counts[most] ? 2 : most);
    }

    private static IOException explained(Path file, CsvRows rows, CsvParseException wrong) {
        for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
            if (cause instanceof CsvRows.Problem problem) {
                return new DataException("reading " + file + problem.getMessage(), problem);
            }
            if (cause instanceof IOException failed) {
                return damaged(file, failed);
            }
        }
        return new DataException(
                "reading "
                        + file
                        + ", near line "
                        + rows.line()
                        + ": "
                        + wrong.getMessage()
                        + "; expected CSV (RFC 4180): is a quote missing?",
                wrong);
    }

    private static IOException damaged(Path file, IOException failed) {
        if (failed instanceof EOFException || failed instanceof ZipException) {
            return new DataException(
                    "reading " + file + ": its gzip data are damaged or cut short; fetch the file again", failed);
        }
        return failed;
    }

    /// `train.csv.gz` is `train`.
    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("(?i)\\.csv(\\.gz)?$", "");
    }
}
