package dev.fovea.insight.graph;

import static dev.fovea.insight.markup.Markup.number;

import dev.fovea.insight.markup.Markup;
import dev.fovea.nn.Network;
import dev.fovea.nn.Softmax;
import dev.fovea.shape.Shape;

import java.util.ArrayList;
import java.util.List;

/// A network as a drawing: a box for each layer with its kernel, stride, padding, filters and parameters, the shapes of
/// one sample at the arrows, branches side by side. Boxes that touch pass the same shape on.
///
/// The drawing is SVG without scripts or outer references; light or dark as the viewer asks, light on paper. Texts fit
/// their boxes in every usual font, because widths are those of a wide one. The same network gives the same bytes.
///
/// ```java
/// Files.writeString(Path.of("network.svg"), NetworkGraph.svg(network, labels));
/// ```
public final class NetworkGraph {
    private static final int NAMES = 12;

    private NetworkGraph() {}

    /// Draws a network.
    ///
    /// @param network the network
    /// @param labels the names of its classes; may be empty
    /// @return an SVG document, fit for a file and for a page
    public static String svg(Network network, List<String> labels) {
        Piece.Series all =
                Layout.of(network.summary(), network.layers(), data(network.sampleShape()), output(network, labels));
        double width = all.left() + all.right() + 2 * Style.MARGIN;
        double height = all.height() + 2 * Style.MARGIN;
        Markup out = new Markup();
        out.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "class",
                "fovea-graph",
                "role",
                "img",
                "aria-label",
                "The network, layer by layer",
                "width",
                number(width),
                "height",
                number(height),
                "viewBox",
                "0 0 " + number(width) + " " + number(height));
        out.line().element("title", "The network, layer by layer").line();
        out.open("style").raw(Style.CSS).close().line();
        out.empty("rect", "class", "page", "width", number(width), "height", number(height)).line();
        new Drawing(out).draw(all, all.left() + Style.MARGIN, Style.MARGIN);
        return out.close().line().toString();
    }

    private static Box data(Shape sample) {
        List<String> details = new ArrayList<>();
        if (sample.rank() == 3) {
            int channels = sample.dim(0);
            details.add(sample.dim(2) + "×" + sample.dim(1) + " pixels");
            details.add(channels == 1 ? "grey" : channels == 3 ? "colour" : Words.count(channels, "channel"));
        } else {
            details.add(Words.count(sample.size(), "number"));
        }
        return Box.of("data", "Data", "one image", details);
    }

    private static List<Box> output(Network network, List<String> labels) {
        List<Box> boxes = new ArrayList<>();
        if (!(network.layers().getLast() instanceof Softmax)) {
            boxes.add(Box.of("softmax", "Softmax", "in prediction", List.of()));
        }
        if (labels.isEmpty()) {
            boxes.add(Box.of("data", "Probabilities", "one per class", List.of()));
        } else {
            List<String> names = new ArrayList<>(labels.subList(0, Math.min(NAMES, labels.size())));
            if (labels.size() > NAMES) {
                names.add("and " + (labels.size() - NAMES) + " more");
            }
            boxes.add(
                    Box.of(
                            "data",
                            "Probabilities",
                            labels.size() + (labels.size() == 1 ? " class" : " classes"),
                            names));
        }
        return boxes;
    }
}
