package dev.fovea.insight.mistakes;

import dev.fovea.image.Image;
import dev.fovea.image.Resize;
import dev.fovea.insight.picture.Colour;
import dev.fovea.insight.picture.Drawing;
import dev.fovea.insight.picture.Mark;
import dev.fovea.insight.picture.TextSize;
import dev.fovea.insight.picture.TextStyle;
import dev.fovea.insight.statistics.Predictions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Images side by side, each with its name, what was said of it and what is right, and the probabilities of its classes
/// as bars. Of more than ten classes, the seven most probable and the right one are shown.
///
/// @param title stands above
/// @param note stands below the title
/// @param predictions what the classifier says of each sample
/// @param samples the numbers of those that are drawn
public record MistakeSheet(String title, String note, Predictions predictions, List<Integer> samples) {
    /// How many images a sheet should have at most to be looked at.
    public static final int MOST = 60;

    private static final int MARGIN = 16;
    private static final int GAP = 22;
    private static final int WIDTH = 1150;
    private static final int SIDE = 140;
    private static final int MOST_CLASSES = 10;
    private static final int MOST_PROBABLE = 7;
    private static final int BAR = 96;
    private static final int ROW = 14;
    private static final int WIDEST_LABEL = 110;
    private static final int LINE = TextSize.SMALL.height();
    private static final int NUMBER = TextSize.SMALL.width("1.000");
    private static final Colour RIGHT = new Colour(0x1f, 0x5f, 0xa8);
    private static final Colour WRONG = new Colour(0xd9, 0x6b, 0x1e);
    private static final Colour OTHER = new Colour(0xb9, 0xc0, 0xc8);

    /// Copies the list.
    public MistakeSheet {
        samples = List.copyOf(samples);
    }

    /// {@return the sheet}
    public Drawing drawing() {
        List<Drawing> parts = new ArrayList<>();
        parts.add(Drawing.text(title, TextStyle.TITLE));
        if (!note.isEmpty()) {
            parts.add(Drawing.text(TextSize.SMALL.shortened(note, WIDTH), TextStyle.NOTE));
        }
        parts.add(legend());
        parts.add(samples.isEmpty() ? Drawing.text("no image", TextStyle.NOTE) : tiles());
        return Drawing.below(10, parts).withMargin(MARGIN);
    }

    private static Drawing legend() {
        Drawing.Pen pen = new Drawing.Pen();
        int x = key(pen, 0, RIGHT, "the right class");
        x = key(pen, x, WRONG, "what was said instead");
        x = key(pen, x, OTHER, "other classes");
        return pen.drawing(x, LINE);
    }

    private static int key(Drawing.Pen pen, int x, Colour colour, String text) {
        pen.draw(new Mark.Box(x, 3, LINE - 6, LINE - 6, colour));
        pen.text(x + LINE, 0, text, TextStyle.LABEL);
        return x + LINE + TextSize.SMALL.width(text) + 18;
    }

    private Drawing tiles() {
        List<Drawing> tiles = samples.stream().map(this::tile).toList();
        int width = tiles.stream().mapToInt(Drawing::width).max().orElse(1);
        int height = tiles.stream().mapToInt(Drawing::height).max().orElse(1);
        int columns = Math.clamp((WIDTH + GAP) / (width + GAP), 1, tiles.size());
        Drawing.Pen pen = new Drawing.Pen();
        for (int i = 0; i < tiles.size(); i++) {
            pen.copy(i % columns * (width + GAP), i / columns * (height + GAP), tiles.get(i));
        }
        int rows = Math.ceilDiv(tiles.size(), columns);
        return pen.drawing(columns * (width + GAP) - GAP, rows * (height + GAP) - GAP);
    }

    private Drawing tile(int sample) {
        Drawing picture = picture(predictions.data().image(sample));
        Drawing bars = bars(sample);
        int width = picture.width() + 10 + bars.width();
        Drawing body = Drawing.beside(10, List.of(picture, bars));
        Drawing.Pen pen = new Drawing.Pen();
        pen.text(0, 0, TextSize.SMALL.shortened(predictions.name(sample), width), TextStyle.LABEL);
        pen.text(0, LINE, TextSize.SMALL.shortened(said(sample), width), TextStyle.NOTE);
        pen.copy(0, 2 * LINE + 5, body);
        return pen.drawing(width, 2 * LINE + 5 + body.height());
    }

    private String said(int sample) {
        String said = "said " + predictions.labels().get(predictions.predicted(sample));
        return predictions.isCorrect(sample)
                ? said + ", right"
                : said + ", is " + predictions.labels().get(predictions.reference(sample));
    }

    /// The image, its pixels enlarged by a whole factor; a large one made smaller.
    private static Drawing picture(Image image) {
        int longer = Math.max(image.height(), image.width());
        Image shown = image;
        if (longer > SIDE) {
            int height = Math.max(1, Math.round((float) image.height() * SIDE / longer));
            int width = Math.max(1, Math.round((float) image.width() * SIDE / longer));
            shown = Resize.area(image, height, width);
        }
        int factor = Math.max(1, SIDE / longer);
        Drawing.Pen pen = new Drawing.Pen();
        pen.draw(new Mark.Picture(1, 1, factor, shown));
        pen.frame(1, 1, shown.width() * factor, shown.height() * factor);
        return pen.drawing(shown.width() * factor + 2, shown.height() * factor + 2);
    }

    private Drawing bars(int sample) {
        List<String> labels = predictions.labels();
        List<Integer> shown = shown(sample);
        int labelWidth = labels.stream().mapToInt(TextSize.SMALL::width).max().orElse(1);
        int left = Math.min(WIDEST_LABEL, labelWidth) + 6;
        Drawing.Pen pen = new Drawing.Pen();
        for (int i = 0; i < shown.size(); i++) {
            int label = shown.get(i);
            int y = i * ROW;
            float probability = predictions.probability(sample, label);
            Colour colour = colour(sample, label);
            TextStyle style = colour.equals(OTHER) ? TextStyle.NOTE : TextStyle.LABEL;
            String name = TextSize.SMALL.shortened(labels.get(label), WIDEST_LABEL);
            pen.text(left - 6, y + (ROW - LINE) / 2, name, style.ending());
            pen.draw(new Mark.Box(left + 1, y + 2, Math.clamp(Math.round(probability * BAR), 0, BAR), ROW - 4, colour));
            String number = String.format(Locale.ROOT, "%.3f", probability);
            pen.text(left + BAR + 6 + NUMBER, y + (ROW - LINE) / 2, number, style.ending());
        }
        pen.draw(new Mark.Box(left, 0, 1, shown.size() * ROW, Colour.FAINT));
        return pen.drawing(left + BAR + 6 + NUMBER, shown.size() * ROW + 2);
    }

    private Colour colour(int sample, int label) {
        if (label == predictions.reference(sample)) {
            return RIGHT;
        }
        return label == predictions.predicted(sample) ? WRONG : OTHER;
    }

    private List<Integer> shown(int sample) {
        int classes = predictions.labels().size();
        List<Integer> all = IntStream.range(0, classes).boxed().toList();
        if (classes <= MOST_CLASSES) {
            return all;
        }
        Comparator<Integer> probable = Comparator.comparing(label -> -predictions.probability(sample, label));
        List<Integer> shown = new ArrayList<>(all.stream().sorted(probable).limit(MOST_PROBABLE).toList());
        if (!shown.contains(predictions.reference(sample))) {
            shown.add(predictions.reference(sample));
        }
        return shown;
    }
}
