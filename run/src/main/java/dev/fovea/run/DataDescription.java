package dev.fovea.run;

import dev.fovea.data.Dataset;
import dev.fovea.data.Parts;
import dev.fovea.image.Image;
import dev.fovea.model.Json;
import dev.fovea.model.Preparation;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What can be said about data before anything is trained on them.
///
/// @param name what the data are called
/// @param source where they are
/// @param classNames the classes; empty where samples have no labels
/// @param preparation how they become inputs
/// @param parts what each part is like
/// @param findings what looks wrong
public record DataDescription(
        String name,
        String source,
        List<String> classNames,
        Preparation preparation,
        List<Part> parts,
        List<Finding> findings) {
    /// One part of the data.
    ///
    /// @param name `train` and `test`, or `all`
    /// @param stored the samples as they are stored
    /// @param counts samples of each class
    /// @param before pixels as they are stored
    /// @param after inputs of a network
    public record Part(
            String name, Dataset stored, List<Integer> counts, PixelStatistics before, PixelStatistics after) {
        /// Some samples.
        ///
        /// @param count at most so many of the first
        /// @return their images
        public List<Image> first(int count) {
            List<Image> images = new ArrayList<>();
            for (int i = 0; i < Math.min(count, stored.size()); i++) {
                images.add(stored.image(i));
            }
            return images;
        }

        /// The first samples of each class.
        ///
        /// @param count at most so many of each
        /// @return for each class that has samples its images
        public List<List<Image>> ofClasses(int count) {
            List<List<Image>> rows = new ArrayList<>();
            counts.forEach(_ -> rows.add(new ArrayList<>()));
            for (int i = 0; stored.labelled() && i < stored.size(); i++) {
                List<Image> row = rows.get(stored.label(i));
                if (row.size() < count) {
                    row.add(stored.image(i));
                }
            }
            rows.removeIf(List::isEmpty);
            return rows;
        }
    }

    /// Describes data.
    ///
    /// @param source the data
    /// @param pixels how they are to be prepared
    /// @return the description
    /// @throws IOException if they cannot be read
    public static DataDescription of(DataSource source, RunFile.Pixels pixels) throws IOException {
        Preparation preparation = source.preparation(pixels);
        Parts stored = source.stored();
        Parts prepared = source.prepared(preparation);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < stored.all().size(); i++) {
            Dataset part = stored.all().get(i);
            if (part.size() == 0) {
                throw new RunFileException("describing " + part + " from " + part.source() + ": it has no samples");
            }
            String name = stored.test() == null ? "all" : i == 0 ? "train" : "test";
            long[] before = PixelStatistics.counts(part);
            long[] after = PixelStatistics.counts(prepared.all().get(i));
            float[] table = preparation.scaling().table();
            parts.add(
                    new Part(
                            name,
                            part,
                            Arrays.stream(part.countsPerClass()).boxed().toList(),
                            PixelStatistics.of(before, value -> value),
                            PixelStatistics.of(after, value -> table[value])));
        }
        List<Finding> findings = new ArrayList<>(DataChecks.of(stored, source instanceof DataSource.Stored));
        if (source instanceof DataSource.Pictured pictured) {
            leftOut(pictured, findings);
        }
        Dataset first = stored.train();
        return new DataDescription(first.name(), first.source(), first.classNames(), preparation, parts, findings);
    }

    private static void leftOut(DataSource.Pictured pictured, List<Finding> findings) {
        int others = pictured.folder().otherFiles();
        if (others > 0) {
            String what = others + (others == 1 ? " file is" : " files are") + " not read: no pictures by their names";
            findings.add(new Finding(Finding.Kind.LEFT_OUT, "all", others, what, List.of()));
        }
        int third = pictured.folder().leftOut();
        if (third > 0) {
            String what = third + " pictures of the part for validation are not read, because there is a test part";
            findings.add(new Finding(Finding.Kind.LEFT_OUT, "all", third, what, List.of()));
        }
    }

    /// The description as `fovea data describe --json` prints it.
    ///
    /// @return an object
    public Json toJson() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("name", name);
        plain.put("source", source);
        plain.put("class_names", classNames);
        plain.put("preparation", preparation.toJson());
        plain.put("parts", parts.stream().map(DataDescription::plain).toList());
        plain.put("findings", findings.stream().map(Finding::toPlain).toList());
        return Json.of(plain);
    }

    private static Map<String, @Nullable Object> plain(Part part) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("part", part.name());
        plain.put("samples", part.stored().size());
        plain.put("channels", part.stored().channels());
        plain.put("height", part.stored().height());
        plain.put("width", part.stored().width());
        plain.put("labelled", part.stored().labelled());
        plain.put("samples_per_class", part.counts());
        plain.put("pixels", part.before().toPlain());
        plain.put("inputs", part.after().toPlain());
        plain.put("sha256", part.stored().hash());
        return plain;
    }
}
