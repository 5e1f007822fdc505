package dev.fovea.cli;

import dev.fovea.image.Image;
import dev.fovea.insight.explain.AttributionMap;
import dev.fovea.insight.explain.Explanation;
import dev.fovea.insight.explain.ExplanationDetails;
import dev.fovea.insight.explain.ExplanationDrawing;
import dev.fovea.insight.explain.Explanations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Explanations as text: small pictures side by side, then what each is worth.
final class ExplanationText {
    private static final String FOR = ".:*@";
    private static final String AGAINST = "'-=x";
    private static final int GAP = 2;
    private static final int MOST_COLUMNS = 28;
    private static final int LONGEST_NAME = 32;

    private final Terminal terminal;
    private final TextStyle style;
    private final int width;

    ExplanationText(Terminal terminal) {
        this.terminal = terminal;
        this.style = new TextStyle(terminal.outColours());
        this.width = Math.clamp(terminal.columns(), 60, 100);
    }

    private record Panel(String title, List<String> lines) {}

    /// The text.
    ///
    /// @param all what was said
    String of(Explanations all) {
        StringBuilder text = new StringBuilder();
        heading(text, all);
        Image image = all.setting().question().image();
        int columns = Math.min(MOST_COLUMNS, (width - 2 * GAP) / 3);
        List<Panel> panels = new ArrayList<>();
        panels.add(new Panel("the image", new TerminalPicture(terminal.outColours()).of(image, columns)));
        for (Explanation explanation : all.methods()) {
            panels.add(new Panel(explanation.kind().word(), picture(explanation.map(), columns)));
        }
        for (int from = 0; from < panels.size(); from += 3) {
            side(text, panels.subList(from, Math.min(panels.size(), from + 3)), columns);
        }
        String signs =
                terminal.outColours()
                        ? "Maps with signs: red speaks for the class, blue against it."
                        : "Maps: "
                                + FOR.replace("", " ").trim()
                                + " speak for the class, "
                                + AGAINST.replace("", " ").trim()
                                + " against it.";
        text.append(style.faint(signs)).append("\n");
        all.methods().forEach(explanation -> worth(text, explanation));
        if (!all.leftOut().isEmpty()) {
            text.append('\n');
            wrapped(text, all.leftOut(), "");
        }
        return text.toString();
    }

    private static void heading(StringBuilder text, Explanations all) {
        Explanations.Subject subject = all.subject();
        text.append(TextStyle.cutStart(subject.name(), LONGEST_NAME)).append(": ").append(subject.prediction().label());
        text.append(String.format(Locale.ROOT, " with %.2f %%", 100 * subject.prediction().probability()));
        text.append(subject.reference() == null ? "" : ", labelled " + subject.reference());
        if (subject.target() != subject.prediction().index()) {
            float probability = subject.prediction().probabilities()[subject.target()];
            text.append(String.format(Locale.ROOT, "; why %s (%.2f %%)", subject.targetName(), 100 * probability));
        }
        text.append("\n\n");
    }

    private void side(StringBuilder text, List<Panel> panels, int columns) {
        for (Panel panel : panels) {
            text.append(style.bold(TextStyle.left(panel.title, columns + GAP)));
        }
        trim(text);
        for (int row = 0; row < panels.getFirst().lines.size(); row++) {
            for (Panel panel : panels) {
                text.append(panel.lines.get(row)).append(" ".repeat(GAP));
            }
            trim(text);
        }
        text.append('\n');
    }

    private static void trim(StringBuilder text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
        text.append('\n');
    }

    private List<String> picture(AttributionMap map, int columns) {
        if (terminal.outColours()) {
            Image coloured = ExplanationDrawing.heatMap(map).image(ExplanationDrawing.scale(map));
            return new TerminalPicture(true).of(coloured, columns);
        }
        int rows = Math.max(1, Math.round((float) columns * map.height() / map.width() / 2));
        double[] means = new double[rows * columns];
        double peak = 0;
        for (int i = 0; i < means.length; i++) {
            means[i] = mean(map, i / columns, i % columns, rows, columns);
            peak = Math.max(peak, Math.abs(means[i]));
        }
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                line.append(letter(means[row * columns + column], peak));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /// The mean of the pixels whose middle lies in a cell, or the nearest pixel.
    private static double mean(AttributionMap map, int row, int column, int rows, int columns) {
        int top = row * map.height() / rows;
        int bottom = Math.max(top + 1, (row + 1) * map.height() / rows);
        int left = column * map.width() / columns;
        int right = Math.max(left + 1, (column + 1) * map.width() / columns);
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += map.value(y, x);
            }
        }
        return sum / ((bottom - top) * (right - left));
    }

    private static char letter(double value, double peak) {
        int strength = peak == 0 ? 0 : (int) Math.round(Math.abs(value) / peak * FOR.length());
        return strength == 0 ? ' ' : (value > 0 ? FOR : AGAINST).charAt(strength - 1);
    }

    private void worth(StringBuilder text, Explanation explanation) {
        text.append('\n').append(style.bold(explanation.kind().word())).append('\n');
        wrapped(text, "The map is " + ExplanationDetails.words(explanation.map()) + ".", "  ");
        String verdict = explanation.verdict().text();
        wrapped(text, verdict.substring(0, 1).toUpperCase(Locale.ROOT) + verdict.substring(1) + ".", "  ");
    }

    private void wrapped(StringBuilder text, String words, String indent) {
        int column = 0;
        for (String word : words.split(" ", -1)) {
            boolean breaks = column > 0 && column + 1 + word.length() > width;
            text.append(column == 0 ? indent : breaks ? "\n" + indent : " ").append(word);
            column = (column == 0 || breaks ? indent.length() : column + 1) + word.length();
        }
        text.append('\n');
    }
}
