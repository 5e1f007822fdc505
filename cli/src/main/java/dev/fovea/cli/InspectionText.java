package dev.fovea.cli;

import dev.fovea.insight.inspect.ActivationPictures;
import dev.fovea.insight.inspect.Inspection;
import dev.fovea.insight.inspect.ParameterFigures;
import dev.fovea.insight.inspect.Range;
import dev.fovea.insight.inspect.Snapshot;
import dev.fovea.insight.inspect.Spread;
import dev.fovea.insight.picture.HeatMap;
import dev.fovea.insight.picture.Scale;
import dev.fovea.model.Activations;
import dev.fovea.model.Prediction;
import dev.fovea.shape.Shape;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What an inspection finds, as text of 80 columns; on a terminal with colours also as pictures.
final class InspectionText {
    private static final int HEAD = 36;
    private static final int WIDTH = 80;
    private static final int NUMBER = 11;
    private static final int NARROW = 9;

    /// The lines of a layer's picture: among all layers, and where it was asked for.
    private static final int FEW_LINES = 7;

    private static final int MANY_LINES = 32;

    private final TextStyle style;
    private final boolean colours;
    private final StringBuilder text = new StringBuilder();

    InspectionText(Terminal terminal) {
        this.colours = terminal.outColours();
        this.style = new TextStyle(colours);
    }

    String of(Inspection inspection) {
        boolean details = !inspection.selection().isAll();
        if (!inspection.names().isEmpty() && (details || inspection.seen() == null)) {
            parameters(inspection);
            if (details) {
                inspection.names().forEach(name -> filters(inspection, name));
            }
        }
        if (inspection.seen() != null) {
            activations(inspection, inspection.seen(), details ? MANY_LINES : FEW_LINES);
        }
        return text.toString();
    }

    private void parameters(Inspection inspection) {
        List<Snapshot> snapshots = inspection.snapshots().all();
        line(style.bold(head("parameter", "shape") + names(NUMBER)));
        for (String name : inspection.names()) {
            List<ParameterFigures> figures = inspection.figures(name);
            String head = head(name, shape(figures.getFirst().shape()));
            if (snapshots.size() == 1) {
                line(head + spread(figures.getFirst().all(), NUMBER));
                continue;
            }
            line(head.stripTrailing());
            for (int i = 0; i < snapshots.size(); i++) {
                String label = "  " + TextStyle.cutStart(snapshots.get(i).label(), HEAD - 3);
                line(TextStyle.left(label, HEAD) + spread(figures.get(i).all(), NUMBER));
            }
        }
        line("");
        line(style.faint("The deviation is that of a sample (n - 1)."));
        String name = inspection.names().getFirst();
        int end = name.lastIndexOf('.');
        if (inspection.selection().isAll() && end > 0) {
            line(style.faint("Every filter of a layer: --layer " + name.substring(0, end)));
        }
    }

    /// Every filter of one parameter, those of two checkpoints side by side, and what they look like.
    private void filters(Inspection inspection, String name) {
        List<ParameterFigures> figures = inspection.figures(name);
        ParameterFigures first = figures.getFirst();
        if (first.filters().isEmpty()) {
            return;
        }
        line("");
        String channel = first.channel() == 0 ? "" : ", input channel " + first.channel();
        line(style.bold(name + channel));
        List<Snapshot> snapshots = inspection.snapshots().all();
        boolean two = snapshots.size() > 1;
        int width = two ? NARROW : NUMBER;
        if (two) {
            String labels =
                    snapshots.stream()
                            .map(snapshot ->
                                    TextStyle.right(TextStyle.cutStart(snapshot.label(), 4 * width - 1), 4 * width))
                            .collect(Collectors.joining());
            line(" ".repeat(6) + style.faint(labels));
        }
        line(style.bold(TextStyle.right(first.counted(), 6) + names(width).repeat(figures.size())));
        for (int i = 0; i < first.filters().size(); i++) {
            int place = i;
            line(
                    TextStyle.right(Integer.toString(i + 1), 6)
                            + figures.stream()
                                    .map(one -> spread(one.filters().get(place), width))
                                    .collect(Collectors.joining()));
        }
        line(
                TextStyle.right("all", 6)
                        + figures.stream().map(one -> spread(one.all(), width)).collect(Collectors.joining()));
        if (colours) {
            pictures(inspection, name, first);
        }
    }

    private void pictures(Inspection inspection, String name, ParameterFigures first) {
        Shape shape = first.shape();
        if (shape.rank() != 4 || shape.dim(2) * shape.dim(3) == 1) {
            return;
        }
        List<List<HeatMap>> all = inspection.maps(name);
        Scale common =
                inspection.range() instanceof Range.Given given
                        ? Scale.symmetric(given.most())
                        : Scale.suiting(all.stream().flatMap(List::stream).map(HeatMap::values).toList());
        for (int i = 0; i < all.size(); i++) {
            line("");
            line(
                    style.faint(
                            (all.size() > 1 ? inspection.snapshots().all().get(i).label() + ", " : "")
                                    + "colours from "
                                    + number(common.low(), 0)
                                    + " to "
                                    + number(common.high(), 0)));
            maps(all.get(i), common, MANY_LINES);
        }
    }

    private void activations(Inspection inspection, Inspection.Seen seen, int lines) {
        Prediction prediction = seen.activations().prediction();
        line(
                (text.isEmpty() ? "" : "\n")
                        + seen.name()
                        + (seen.className() == null ? "" : ", class " + seen.className())
                        + ", taken for "
                        + prediction.label()
                        + String.format(Locale.ROOT, " (%.2f %%)", 100 * prediction.probability()));
        line("");
        line(style.bold(head("layer", "shape") + names(NUMBER)));
        for (Activations.Output output : inspection.outputs()) {
            String head = head(output.name(), shape(output.shape()));
            line(head + spread(Spread.of(output.values()), NUMBER));
            if (colours) {
                picture(output, lines);
            }
        }
        if (inspection.selection().has("probabilities")) {
            line("");
            probabilities(prediction);
        }
    }

    private void picture(Activations.Output output, int lines) {
        Shape shape = output.shape();
        Scale scale = ActivationPictures.scale(output);
        if (shape.rank() == 3 && shape.dim(1) * shape.dim(2) > 1) {
            maps(ActivationPictures.maps(output, shape.dim(0)), scale, lines);
        } else if (shape.size() > 1) {
            // Two rows make one line of text.
            float[] twice = Arrays.copyOf(output.values(), 2 * shape.size());
            System.arraycopy(output.values(), 0, twice, shape.size(), shape.size());
            HeatMap strip = new HeatMap("", 2, shape.size(), twice);
            int columns = Math.min(WIDTH, shape.size());
            line(new TerminalPicture(true).of(strip.image(scale), columns).getFirst());
        }
    }

    private void maps(List<HeatMap> maps, Scale scale, int lines) {
        TerminalMaps drawer = new TerminalMaps(WIDTH, lines);
        drawer.of(maps, scale).forEach(this::line);
        int shown = drawer.shown(maps);
        if (shown < maps.size()) {
            line(style.faint("the first " + shown + " of " + maps.size()));
        }
    }

    private void probabilities(Prediction prediction) {
        int width = prediction.labels().stream().mapToInt(String::length).max().orElse(0);
        int space = Math.min(width, 24);
        for (int i = 0; i < prediction.labels().size(); i++) {
            float probability = prediction.probabilities()[i];
            String percent = String.format(Locale.ROOT, "%7.2f %%  ", 100 * probability);
            line(
                    (TextStyle.left(prediction.labels().get(i), space) + percent + TextStyle.bar(probability, 40))
                            .stripTrailing());
        }
    }

    private static String names(int width) {
        boolean narrow = width == NARROW;
        return TextStyle.right("minimum", width)
                + TextStyle.right("maximum", width)
                + TextStyle.right("mean", width)
                + TextStyle.right(narrow ? "dev." : "deviation", width);
    }

    private static String spread(Spread spread, int width) {
        return number(spread.minimum(), width)
                + number(spread.maximum(), width)
                + number(spread.mean(), width)
                + number(spread.deviation(), width);
    }

    private static String number(double value, int width) {
        double size = Math.abs(value);
        String number =
                Double.isNaN(value)
                        ? "-"
                        : size == 0 || (size >= 0.001 && size < 10_000)
                                ? String.format(Locale.ROOT, "%.4f", value)
                                : String.format(Locale.ROOT, "%.1e", value);
        return width == 0 ? number : TextStyle.right(number, width);
    }

    /// A name at the left and a shape at the right of the first columns.
    private static String head(String name, String shape) {
        String fitting = TextStyle.cutStart(name, HEAD - 1 - shape.length());
        return fitting + " ".repeat(HEAD - fitting.length() - shape.length()) + shape;
    }

    private static String shape(Shape shape) {
        return Arrays.stream(shape.toArray()).mapToObj(Integer::toString).collect(Collectors.joining("x"));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
