package dev.fovea.insight.explain;

import dev.fovea.image.Image;
import dev.fovea.insight.picture.Colour;
import dev.fovea.insight.picture.Drawing;
import dev.fovea.insight.picture.HeatMap;
import dev.fovea.insight.picture.Mark;
import dev.fovea.insight.picture.Scale;
import dev.fovea.insight.picture.ScaleBar;
import dev.fovea.insight.picture.TextSize;
import dev.fovea.insight.picture.TextStyle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Draws explanations: the image, the map with its scale, both in one, the map of randomised weights, the curves of
/// removed pixels, and what it is worth.
///
/// @param all what is drawn
public record ExplanationDrawing(Explanations all) {
    /// The least side of an image in the drawing.
    private static final int SIDE = 168;

    private static final int GAP = 18;
    private static final int MARGIN = 18;

    /// How much of a pixel's colour the largest value of a map takes in the overlay.
    private static final double OPAQUE = 0.9;

    /// All methods, one below the other.
    ///
    /// @return a drawing with a heading
    public Drawing sheet() {
        List<Drawing> parts = new ArrayList<>();
        parts.add(heading());
        all.methods().forEach(explanation -> parts.add(row(explanation)));
        if (!all.leftOut().isEmpty()) {
            parts.add(paragraph(all.leftOut(), TextStyle.NOTE));
        }
        return Drawing.below(26, parts).withMargin(MARGIN);
    }

    /// One method.
    ///
    /// @param explanation one of those drawn
    /// @return a drawing with a heading
    public Drawing of(Explanation explanation) {
        return Drawing.below(16, List.of(heading(), row(explanation))).withMargin(MARGIN);
    }

    private Drawing heading() {
        Explanations.Subject subject = all.subject();
        String title = "Why " + subject.targetName() + "? " + subject.name();
        String answer =
                String.format(
                        Locale.ROOT,
                        "The classifier says %s (%.2f %%)%s%s.",
                        subject.prediction().label(),
                        100 * subject.prediction().probability(),
                        subject.target() == subject.prediction().index()
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        ", %s with %.2f %%",
                                        subject.targetName(),
                                        100 * subject.prediction().probabilities()[subject.target()]),
                        subject.reference() == null ? "" : "; it is " + subject.reference());
        String removal =
                "Pixels are removed, filled with "
                        + all.setting().fill()
                        + ", in the order of the map, at random, and by contrast: what differs most from the filling first.";
        return Drawing.below(
                4,
                List.of(
                        Drawing.text(title, TextStyle.TITLE),
                        Drawing.text(answer, TextStyle.LABEL),
                        Drawing.text(removal, TextStyle.NOTE)));
    }

    private Drawing row(Explanation explanation) {
        AttributionMap map = explanation.map();
        Scale scale = scale(map);
        Image image = all.setting().question().image();
        AttributionMap random = explanation.weights().example();
        List<Drawing> panels =
                List.of(
                        panel("image", image.toChannels(3)),
                        panel("map", heatMap(map).image(scale)),
                        panel("map on image", overlay(map, scale)),
                        panel("map, weights randomised", heatMap(random).image(scale(random))),
                        Drawing.below(
                                9,
                                List.of(
                                        Drawing.text("probability while pixels are removed", TextStyle.LABEL),
                                        CurveDrawing.of(explanation.pixels(), high()))));
        String verdict = explanation.verdict().text();
        return Drawing.below(
                7,
                List.of(
                        Drawing.text(explanation.kind().word(), TextStyle.TITLE),
                        Drawing.beside(GAP, panels),
                        Drawing.beside(GAP, List.of(ScaleBar.of(scale), legend(map))),
                        paragraph(
                                verdict.substring(0, 1).toUpperCase(Locale.ROOT) + verdict.substring(1) + ".",
                                TextStyle.LABEL)));
    }

    private static Drawing legend(AttributionMap map) {
        String signs =
                map.hasSigns() ? "Red speaks for the class, blue against it." : "The darker, the more it matters.";
        return Drawing.below(
                2,
                List.of(
                        Drawing.text(signs + " The randomised map has a scale of its own.", TextStyle.NOTE),
                        Drawing.text("The map is " + ExplanationDetails.words(map) + ".", TextStyle.NOTE)));
    }

    private int factor() {
        Image image = all.setting().question().image();
        return StrictMath.max(1, Math.ceilDiv(SIDE, StrictMath.max(image.height(), image.width())));
    }

    private int high() {
        return factor() * all.setting().question().height();
    }

    private Drawing panel(String label, Image image) {
        Drawing.Pen pen = new Drawing.Pen();
        int wide = image.width() * factor();
        int head = TextSize.SMALL.height() + 2;
        pen.text(0, 0, label, TextStyle.LABEL);
        pen.draw(new Mark.Picture(1, head, factor(), image));
        pen.frame(1, head, wide, image.height() * factor());
        return pen.drawing(StrictMath.max(wide + 2, TextSize.SMALL.width(label)), head + high() + 2);
    }

    private int width() {
        int panel = all.setting().question().width() * factor() + 2;
        return 4 * (StrictMath.max(panel, TextSize.SMALL.width("map, weights randomised")) + GAP) + 300;
    }

    /// Words in lines.
    private Drawing paragraph(String text, TextStyle style) {
        List<Drawing> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && style.size().width(line + " " + word) > width()) {
                lines.add(Drawing.text(line.toString(), style));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(Drawing.text(line.toString(), style));
        return Drawing.below(2, lines);
    }

    /// A map as a heat map.
    ///
    /// @param map the map
    /// @return the same numbers, rounded
    public static HeatMap heatMap(AttributionMap map) {
        return new HeatMap("", map.height(), map.width(), floats(map));
    }

    private static float[] floats(AttributionMap map) {
        float[] values = new float[map.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) map.values()[i];
        }
        return values;
    }

    /// The scale that suits a map.
    ///
    /// @param map the map
    /// @return around zero if the map has signs
    public static Scale scale(AttributionMap map) {
        return Scale.suiting(List.of(floats(map)));
    }

    /// The image, pale, under the map's colours, which cover it the more the larger the value.
    private Image overlay(AttributionMap map, Scale scale) {
        Image image = all.setting().question().image().toChannels(3);
        int pixels = map.values().length;
        byte[] mixed = new byte[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            int row = i / map.width();
            int column = i % map.width();
            Colour ground =
                    new Colour(
                            pale(image.value(0, row, column)),
                            pale(image.value(1, row, column)),
                            pale(image.value(2, row, column)));
            double part = StrictMath.min(1, StrictMath.abs(map.values()[i]) / scale.high());
            Colour colour = scale.colour(map.values()[i]).over(ground, OPAQUE * StrictMath.sqrt(part));
            mixed[i] = (byte) colour.red();
            mixed[pixels + i] = (byte) colour.green();
            mixed[2 * pixels + i] = (byte) colour.blue();
        }
        return Image.of(3, map.height(), map.width(), mixed);
    }

    private static int pale(int value) {
        return 150 + value * 105 / 255;
    }
}
