package dev.fovea.cli;

import dev.fovea.data.Dataset;
import dev.fovea.image.Image;
import dev.fovea.run.DataDescription;
import dev.fovea.run.Finding;
import dev.fovea.run.PixelStatistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A description of data as text, within the width of the terminal.
final class DataText {
    private static final int MOST_CLASSES = 100;
    private static final int INDENT = 2;

    private final Terminal terminal;
    private final int width;
    private final StringBuilder text = new StringBuilder();

    DataText(Terminal terminal) {
        this.terminal = terminal;
        this.width = Math.clamp(terminal.columns(), 60, 120);
    }

    String of(DataDescription data, int samples) {
        line(String.format(Locale.ROOT, "data      %s, %s", data.name(), data.source()));
        for (DataDescription.Part part : data.parts()) {
            Dataset stored = part.stored();
            line(
                    String.format(
                            Locale.ROOT,
                            "%-9s %,d samples of %s (channels, height, width)%s",
                            part.name(),
                            stored.size(),
                            stored.imageSize(),
                            stored.labelled() ? ", " + stored.classNames().size() + " classes" : ", no labels"));
        }
        pixels(data);
        classes(data);
        if (samples > 0) {
            for (DataDescription.Part part : data.parts()) {
                samples(part, samples);
            }
        }
        findings(data.findings());
        return text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void pixels(DataDescription data) {
        line("");
        line(
                String.format(
                        Locale.ROOT,
                        "%-22s %9s %9s %11s %11s %11s",
                        "pixels",
                        "minimum",
                        "maximum",
                        "mean",
                        "variance",
                        "deviation"));
        for (DataDescription.Part part : data.parts()) {
            pixels(part.name() + " as stored", part.before());
        }
        for (DataDescription.Part part : data.parts()) {
            pixels(part.name() + " prepared", part.after());
        }
        var scaling = data.preparation().scaling();
        line(
                String.format(
                        Locale.ROOT,
                        "  prepared: %s; x * %s + %s",
                        data.preparation().mark(),
                        scaling.scale(),
                        scaling.shift()));
    }

    private void pixels(String name, PixelStatistics pixels) {
        line(
                String.format(
                        Locale.ROOT,
                        "  %-20s %9s %9s %11.5f %11.5f %11.5f",
                        name,
                        number(pixels.least()),
                        number(pixels.most()),
                        pixels.mean(),
                        pixels.variance(),
                        pixels.deviation()));
    }

    private static String number(double value) {
        return value == StrictMath.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }

    private void classes(DataDescription data) {
        List<DataDescription.Part> labelled = data.parts().stream().filter(part -> part.stored().labelled()).toList();
        if (labelled.isEmpty()) {
            return;
        }
        List<String> names = data.classNames();
        int longest = Math.clamp(names.stream().mapToInt(String::length).max().orElse(1), 5, 24);
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-" + (longest + INDENT) + "s", "classes"));
        labelled.forEach(part -> head.append(String.format(Locale.ROOT, " %9s", part.name())));
        line("");
        line(head.toString());
        int room = width - longest - INDENT - 10 * labelled.size() - 2;
        int most = labelled.getFirst().counts().stream().mapToInt(Integer::intValue).max().orElse(1);
        for (int label = 0; label < Math.min(names.size(), MOST_CLASSES); label++) {
            String name = names.get(label);
            StringBuilder row = new StringBuilder("  ");
            String shown = name.length() > longest ? name.substring(0, longest - 1) + "~" : name;
            row.append(String.format(Locale.ROOT, "%-" + longest + "s", shown));
            for (DataDescription.Part part : labelled) {
                row.append(String.format(Locale.ROOT, " %,9d", part.counts().get(label)));
            }
            int bar = (int) ((long) room * labelled.getFirst().counts().get(label) / Math.max(1, most));
            line(String.format(Locale.ROOT, "%s  %s", row, "#".repeat(bar)));
        }
        if (names.size() > MOST_CLASSES) {
            line(String.format(Locale.ROOT, "  ... and %,d more", names.size() - MOST_CLASSES));
        }
    }

    private void samples(DataDescription.Part part, int count) {
        List<Image> images = part.first(count);
        line("");
        line(String.format(Locale.ROOT, "the first %d of %s", images.size(), part.name()));
        int columns = Math.max(1, Math.min(8, (width + 1) / 20));
        TerminalPicture picture = new TerminalPicture(terminal.outColours());
        int cells = (width - INDENT) / columns - 1;
        for (int from = 0; from < images.size(); from += columns) {
            List<List<String>> blocks = new ArrayList<>();
            StringBuilder names = new StringBuilder(" ".repeat(INDENT));
            for (int i = from; i < Math.min(images.size(), from + columns); i++) {
                blocks.add(picture.of(images.get(i), Math.min(cells, images.get(i).width())));
                names.append(name(part.stored(), i, Math.min(cells, images.get(i).width())));
            }
            for (int row = 0; row < blocks.getFirst().size(); row++) {
                StringBuilder line = new StringBuilder(" ".repeat(INDENT));
                for (List<String> block : blocks) {
                    line.append(block.get(row)).append(' ');
                }
                text.append(line.toString().stripTrailing()).append('\n');
            }
            text.append(names.toString().stripTrailing()).append('\n');
        }
    }

    private static String name(Dataset data, int index, int cells) {
        String name = data.labelled() ? data.classNames().get(data.label(index)) : "#" + index;
        String shown = name.length() > cells ? name.substring(0, cells) : name;
        return String.format(Locale.ROOT, "%-" + (cells + 1) + "s", shown);
    }

    private void findings(List<Finding> findings) {
        line("");
        line(findings.isEmpty() ? "nothing looks wrong" : "what looks wrong");
        for (Finding finding : findings) {
            String examples = finding.examples().isEmpty() ? "" : " (such as " + examples(finding) + ")";
            wrapped(finding.part() + ": " + finding.message() + examples);
        }
    }

    private static String examples(Finding finding) {
        List<Integer> some = finding.examples().subList(0, Math.min(3, finding.examples().size()));
        return String.join(", ", some.stream().map(index -> "#" + index).toList());
    }

    private void wrapped(String message) {
        StringBuilder line = new StringBuilder("  -");
        for (String word : message.split(" ")) {
            if (line.length() + 1 + word.length() > width) {
                text.append(line).append('\n');
                line = new StringBuilder("   ");
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }
}
