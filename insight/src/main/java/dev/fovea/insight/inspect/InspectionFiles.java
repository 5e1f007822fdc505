package dev.fovea.insight.inspect;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import dev.fovea.insight.picture.Drawing;
import dev.fovea.model.Activations;
import dev.fovea.model.Json;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Parameter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Writes an inspection as pictures and numbers.
public final class InspectionFiles {
    private final Inspection inspection;
    private final Path folder;

    private InspectionFiles(Inspection inspection, Path folder) {
        this.inspection = inspection;
        this.folder = folder;
    }

    /// What was written of one sort.
    ///
    /// @param files a name, or a pattern for several
    /// @param what what they show
    public record Written(String files, String what) {}

    /// Writes `parameters/NAME.png` with the numbers of each parameter, `parameters/NAME-filters.png` and `.svg` with
    /// mean and deviation of its filters, `activations/NN-LAYER.png`, `parameters.csv` with all figures,
    /// `activations.csv` with all values, and `inspection.json` with both.
    ///
    /// @param inspection what is written
    /// @param folder made if there is none; files of these names are overwritten
    /// @return what was written
    /// @throws IOException if it cannot be written
    public static List<Written> write(Inspection inspection, Path folder) throws IOException {
        InspectionFiles files = new InspectionFiles(inspection, folder);
        List<Written> written = new ArrayList<>();
        Files.createDirectories(folder);
        if (!inspection.names().isEmpty()) {
            files.parameters(written);
        }
        if (!inspection.outputs().isEmpty()) {
            files.activations(written);
        }
        Files.writeString(folder.resolve("inspection.json"), Json.of(inspection.toPlain()) + "\n");
        written.add(new Written("inspection.json", "all of these numbers"));
        return written;
    }

    private void parameters(List<Written> written) throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("parameters"));
        ParameterPictures drawer =
                new ParameterPictures(inspection.snapshots(), inspection.channel(), inspection.range());
        int plots = 0;
        for (String name : inspection.names()) {
            Files.write(pictures.resolve(name + ".png"), drawer.of(name).toPng());
            if (!inspection.figures(name).getFirst().filters().isEmpty()) {
                Drawing lines = drawer.lines(name);
                Files.write(pictures.resolve(name + "-filters.png"), lines.toPng());
                Files.writeString(pictures.resolve(name + "-filters.svg"), lines.toSvg());
                plots++;
            }
        }
        int count = inspection.names().size();
        written.add(new Written("parameters/*.png", counted(count, "parameter") + " as maps, tables and bars"));
        if (plots > 0) {
            written.add(new Written("parameters/*-filters.png, .svg", "mean and deviation of every filter and unit"));
        }
        try (CsvWriter csv = csv("parameters.csv")) {
            csv.writeRecord(
                    "checkpoint", "parameter", "filter", "channel", "count", "minimum", "maximum", "mean", "deviation");
            for (int i = 0; i < inspection.snapshots().all().size(); i++) {
                for (String name : inspection.names()) {
                    rows(csv, i, name);
                }
            }
        }
        written.add(new Written("parameters.csv", "minimum, maximum, mean, deviation"));
    }

    private void rows(CsvWriter csv, int checkpoint, String name) {
        String label = inspection.snapshots().all().get(checkpoint).label();
        rows(csv, label, inspection.figures(name).get(checkpoint));
        Parameter parameter = inspection.snapshots().parameters(name).get(checkpoint);
        if (inspection.channel() == 0 && ParameterFigures.isConvolution(parameter)) {
            for (int channel = 1; channel <= parameter.shape().dim(1); channel++) {
                rows(csv, label, ParameterFigures.of(parameter, true, channel));
            }
        }
    }

    private static void rows(CsvWriter csv, String label, ParameterFigures figures) {
        row(csv, label, figures, "", figures.all());
        for (int i = 0; i < figures.filters().size(); i++) {
            row(csv, label, figures, Integer.toString(i + 1), figures.filters().get(i));
        }
    }

    private static void row(CsvWriter csv, String label, ParameterFigures figures, String filter, Spread spread) {
        csv.writeRecord(
                label,
                figures.name(),
                filter,
                figures.channel() == 0 ? "" : Integer.toString(figures.channel()),
                Integer.toString(spread.count()),
                Float.toString(spread.minimum()),
                Float.toString(spread.maximum()),
                Double.toString(spread.mean()),
                Double.toString(spread.deviation()));
    }

    private void activations(List<Written> written) throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("activations"));
        Inspection.Seen seen = Objects.requireNonNull(inspection.seen());
        List<String> labels = seen.activations().prediction().labels();
        ActivationPictures drawer = new ActivationPictures(seen.caption(), labels, inspection.range());
        List<Activations.Output> all = seen.activations().all();
        for (int i = 0; i < all.size(); i++) {
            Activations.Output output = all.get(i);
            if (inspection.selection().has(output.name())) {
                String name = String.format(Locale.ROOT, "%02d-%s.png", i, output.name());
                Files.write(pictures.resolve(name), drawer.of(output).toPng());
            }
        }
        try (CsvWriter csv = csv("activations.csv")) {
            csv.writeRecord("layer", "channel", "row", "column", "value");
            inspection.outputs().forEach(output -> rows(csv, output));
        }
        int count = inspection.outputs().size();
        written.add(new Written("activations/*.png", counted(count, "layer") + " as maps, strips and bars"));
        written.add(new Written("activations.csv", "every value of them"));
    }

    /// A line for each value; a vector has channels only.
    private static void rows(CsvWriter csv, Activations.Output output) {
        Shape shape = output.shape();
        boolean maps = shape.rank() == 3;
        int width = maps ? shape.dim(2) : 1;
        int area = maps ? shape.dim(1) * width : 1;
        for (int i = 0; i < output.values().length; i++) {
            csv.writeRecord(
                    output.name(),
                    Integer.toString(i / area + 1),
                    maps ? Integer.toString(i % area / width + 1) : "",
                    maps ? Integer.toString(i % width + 1) : "",
                    Float.toString(output.values()[i]));
        }
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private CsvWriter csv(String name) throws IOException {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(folder.resolve(name));
    }
}
