package dev.fovea.insight.picture;

import dev.fovea.image.ImageFiles;

import java.util.Base64;
import java.util.stream.Collectors;

/// Writes drawings as SVG 1.1.
final class SvgText {
    private SvgText() {}

    static String of(Drawing drawing) {
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\"");
        attribute(svg, "width", drawing.width());
        attribute(svg, "height", drawing.height());
        attribute(svg, "viewBox", "0 0 " + drawing.width() + " " + drawing.height());
        // Verdana's letters are as wide as those of the PNG.
        attribute(svg, "font-family", "DejaVu Sans, Verdana, sans-serif");
        svg.append(">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        drawing.marks().forEach(mark -> mark(svg, mark));
        return svg.append("</svg>\n").toString();
    }

    private static void mark(StringBuilder svg, Mark mark) {
        switch (mark) {
            case Mark.Box box -> box(svg, box);
            case Mark.Text text -> text(svg, text);
            case Mark.Path path -> path(svg, path);
            case Mark.Dot dot -> dot(svg, dot);
            case Mark.Picture picture -> picture(svg, picture);
        }
    }

    private static void box(StringBuilder svg, Mark.Box box) {
        svg.append("<rect");
        attribute(svg, "x", box.x());
        attribute(svg, "y", box.y());
        attribute(svg, "width", box.width());
        attribute(svg, "height", box.height());
        attribute(svg, "fill", box.colour().hex());
        svg.append("/>\n");
    }

    private static void text(StringBuilder svg, Mark.Text text) {
        TextStyle style = text.style();
        svg.append("<text");
        attribute(svg, "x", text.x());
        attribute(svg, "y", text.y() + style.size().letters().ascent());
        attribute(svg, "font-size", style.size().pixels());
        attribute(svg, "fill", style.colour().hex());
        switch (style.anchor()) {
            case START -> {}
            case MIDDLE -> attribute(svg, "text-anchor", "middle");
            case END -> attribute(svg, "text-anchor", "end");
        }
        svg.append('>').append(escaped(text.text())).append("</text>\n");
    }

    private static void path(StringBuilder svg, Mark.Path path) {
        String points =
                path.points().stream()
                        .map(point -> hundredths(point.x()) + "," + hundredths(point.y()))
                        .collect(Collectors.joining(" "));
        svg.append("<polyline fill=\"none\" stroke-linejoin=\"round\"");
        attribute(svg, "points", points);
        attribute(svg, "stroke", path.colour().hex());
        attribute(svg, "stroke-width", path.width());
        if (path.dashed()) {
            attribute(svg, "stroke-dasharray", "5");
        }
        svg.append("/>\n");
    }

    private static void dot(StringBuilder svg, Mark.Dot dot) {
        svg.append("<circle");
        attribute(svg, "cx", hundredths(dot.centre().x()));
        attribute(svg, "cy", hundredths(dot.centre().y()));
        attribute(svg, "r", dot.radius());
        attribute(svg, "fill", dot.colour().hex());
        svg.append("/>\n");
    }

    private static void picture(StringBuilder svg, Mark.Picture picture) {
        svg.append("<image");
        attribute(svg, "x", picture.x());
        attribute(svg, "y", picture.y());
        attribute(svg, "width", picture.image().width() * picture.across());
        attribute(svg, "height", picture.image().height() * picture.down());
        attribute(svg, "style", "image-rendering:pixelated");
        attribute(svg, "preserveAspectRatio", "none");
        String data = Base64.getEncoder().encodeToString(ImageFiles.encodePng(picture.image().onWhite()));
        attribute(svg, "href", "data:image/png;base64," + data);
        svg.append("/>\n");
    }

    private static void attribute(StringBuilder svg, String name, Object value) {
        svg.append(' ').append(name).append("=\"").append(escaped(String.valueOf(value))).append('"');
    }

    private static double hundredths(double value) {
        return StrictMath.floor(value * 100 + 0.5) / 100;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
