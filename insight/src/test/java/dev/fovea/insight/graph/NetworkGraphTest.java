package dev.fovea.insight.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.nn.Activation;
import dev.fovea.nn.BatchNorm;
import dev.fovea.nn.Chain;
import dev.fovea.nn.Conv;
import dev.fovea.nn.Dense;
import dev.fovea.nn.Dropout;
import dev.fovea.nn.Flatten;
import dev.fovea.nn.GlobalAveragePool;
import dev.fovea.nn.Lambda;
import dev.fovea.nn.Layer;
import dev.fovea.nn.MaxPool;
import dev.fovea.nn.NamedNetwork;
import dev.fovea.nn.Network;
import dev.fovea.nn.Parallel;
import dev.fovea.nn.Residual;
import dev.fovea.nn.Softmax;
import dev.fovea.nn.Summary;
import dev.fovea.shape.Shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

/// Without a browser: the drawing is parsed, and its boxes and texts are measured.
class NetworkGraphTest {
    private static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    static List<Network> networks() {
        return List.of(lenet(), residual(), parallel());
    }

    private static Network lenet() {
        return Network.of(Shape.of(1, 28, 28), 1, NamedNetwork.LENET.layers(10));
    }

    private static Network residual() {
        List<Layer> layers = new ArrayList<>(List.of(Conv.of(16, 3).withSamePadding(), BatchNorm.of()));
        for (int stage = 0; stage < 3; stage++) {
            int filters = 16 << stage;
            Residual unit =
                    Residual.of(
                            Conv.of(filters, 3).withStride(stage == 0 ? 1 : 2).withSamePadding().withoutBias(),
                            BatchNorm.of(),
                            Activation.relu(),
                            Conv.of(filters, 3).withSamePadding().withoutBias(),
                            BatchNorm.of());
            layers.add(stage == 0 ? unit : unit.withShortcut(Conv.of(filters, 1).withStride(2)));
            layers.add(Activation.relu());
        }
        layers.addAll(List.of(new GlobalAveragePool(), Dense.of(10)));
        return Network.of(Shape.of(3, 32, 32), 1, layers);
    }

    private static Network parallel() {
        Layer deep =
                Chain.of(
                        Conv.of(4, 1),
                        Activation.leakyRelu(0.1),
                        Residual.of(Conv.of(4, 5).withSamePadding().withDilation(2), Activation.tanh()));
        Layer wide = Parallel.of(Conv.of(8, 3).withPadding(1), Conv.of(8, 5).withPadding(1, 1, 3, 3));
        return Network.of(
                Shape.of(3, 16, 16),
                1,
                Parallel.of(Conv.of(8, 1), deep, MaxPool.of(3).withStride(1).withSamePadding(), Chain.of()),
                Conv.of(16, 1),
                Residual.of(wide),
                new Lambda("a very long name of a layer <of> someone's own, which has to be cut", x -> x),
                new Flatten(),
                Dropout.of(0.25),
                Dense.of(100),
                new Softmax());
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document document, String name) {
        var found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    }

    private static List<String> texts(Document document) {
        return elements(document, "text").stream().map(Element::getTextContent).toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static Rectangle2D place(Element rectangle) {
        return new Rectangle2D.Double(
                number(rectangle, "x"),
                number(rectangle, "y"),
                number(rectangle, "width"),
                number(rectangle, "height"));
    }

    private static List<Rectangle2D> places(Document document, String style) {
        return elements(document, "rect").stream()
                .filter(rectangle -> rectangle.getAttribute("class").startsWith(style))
                .map(NetworkGraphTest::place)
                .toList();
    }

    @Test
    void saysKernelStridePaddingFiltersAndShapes() throws Exception {
        Document drawing = parse(NetworkGraph.svg(lenet(), DIGITS));

        assertThat(texts(drawing))
                .containsSubsequence(
                        "Data",
                        "28×28 pixels · grey",
                        "1×28×28",
                        "Convolution",
                        "conv1",
                        "20 filters of 5×5 · stride 1 · padding 0",
                        "520 parameters",
                        "Activation ReLU",
                        "20×24×24",
                        "Max pooling",
                        "windows of 2×2 · stride 2 · padding 0",
                        "Flatten",
                        "800",
                        "Dense",
                        "500 units · 400,500 parameters",
                        "Dropout 50 %",
                        "in training only",
                        "10 units · 5,010 parameters",
                        "Softmax",
                        "Probabilities",
                        "10 classes");
    }

    @ParameterizedTest
    @MethodSource("networks")
    void drawsEveryLayerOnce(Network network) throws Exception {
        Document drawing = parse(NetworkGraph.svg(network, List.of()));

        long framed = network.summary().rows().stream().filter(Summary.Row::isOuter).count();
        boolean softmax = network.layers().getLast() instanceof Softmax;
        assertThat(places(drawing, "frame")).hasSize((int) framed);
        assertThat(places(drawing, "merge")).hasSize((int) framed);
        assertThat(places(drawing, "box")).hasSize(network.summary().rows().size() - (int) framed + (softmax ? 2 : 3));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void noTwoBoxesOverlapAndFramesHoldWhatTheyTouch(Network network) throws Exception {
        Document drawing = parse(NetworkGraph.svg(network, DIGITS));
        List<Rectangle2D> solid = new ArrayList<>(places(drawing, "box"));
        solid.addAll(places(drawing, "merge"));

        for (int i = 0; i < solid.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(solid.get(i).intersects(solid.get(j))).as(solid.get(i) + " " + solid.get(j)).isFalse();
            }
            for (Rectangle2D frame : places(drawing, "frame")) {
                assertThat(!frame.intersects(solid.get(i)) || frame.contains(solid.get(i))).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void textsStayInTheirBoxesAndOffEachOther(Network network) throws Exception {
        Document drawing = parse(NetworkGraph.svg(network, DIGITS));
        List<Rectangle2D> boxes = places(drawing, "box");
        Rectangle2D page = page(drawing);
        List<Rectangle2D> texts = elements(drawing, "text").stream().map(NetworkGraphTest::ink).toList();

        for (int i = 0; i < texts.size(); i++) {
            Rectangle2D text = texts.get(i);
            assertThat(page.contains(text)).as("on the page: " + texts(drawing).get(i)).isTrue();
            for (Rectangle2D box : boxes) {
                assertThat(!box.intersects(text) || box.contains(text)).as(texts(drawing).get(i)).isTrue();
            }
            for (int j = 0; j < i; j++) {
                assertThat(text.intersects(texts.get(j)))
                        .as(texts(drawing).get(i) + " and " + texts(drawing).get(j))
                        .isFalse();
            }
        }
    }

    private static Rectangle2D page(Document drawing) {
        Element root = drawing.getDocumentElement();
        return new Rectangle2D.Double(0, 0, number(root, "width"), number(root, "height"));
    }

    /// Where a text is in the JDK's sans-serif font, which is a wide one.
    private static Rectangle2D ink(Element text) {
        boolean title = text.getAttribute("class").equals("title");
        boolean bold = title || text.getAttribute("font-weight").equals("600");
        Font font = new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont(title ? 13f : 11f);
        double width = font.getStringBounds(text.getTextContent(), new FontRenderContext(null, true, true)).getWidth();
        double x = number(text, "x");
        double left =
                switch (text.getAttribute("text-anchor")) {
                    case "end" -> x - width;
                    case "middle" -> x - width / 2;
                    default -> x;
                };
        return new Rectangle2D.Double(left, number(text, "y") - 9, width, 11);
    }

    @Test
    void namesTheWayAroundAndTheMerge() throws Exception {
        assertThat(texts(parse(NetworkGraph.svg(residual(), List.of()))))
                .contains("Residual", "residual1", "identity", "add", "shortcut.conv1", "one per class");
        assertThat(texts(parse(NetworkGraph.svg(parallel(), List.of()))))
                .contains("Parallel", "parallel1", "branch2.residual1", "concatenate", "padding same · dilation 2");
    }

    @Test
    void escapesNamesAndCutsLongLists() throws Exception {
        List<String> labels = new ArrayList<>(List.of("<script>alert(1)</script>", "a & b"));
        IntStream.range(2, 100).forEach(i -> labels.add("class " + i));
        String svg = NetworkGraph.svg(parallel(), labels);

        assertThat(svg).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(texts(parse(svg))).contains("100 classes").anyMatch(text -> text.endsWith("and 88 more"));
    }

    @Test
    void givesTheSameBytes() {
        assertThat(NetworkGraph.svg(parallel(), DIGITS)).isEqualTo(NetworkGraph.svg(parallel(), DIGITS));
    }

    @Test
    void standsAlone() {
        assertThat(NetworkGraph.svg(lenet(), DIGITS))
                .contains("prefers-color-scheme:dark")
                .doesNotContain("href", "url(", "<script", "@import");
    }
}
