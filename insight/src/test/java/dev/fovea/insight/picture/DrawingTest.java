package dev.fovea.insight.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;

import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

class DrawingTest {
    private static Colour pixel(Image image, int x, int y) {
        return new Colour(image.value(0, y, x), image.value(1, y, x), image.value(2, y, x));
    }

    @Test
    void aMapIsEnlargedByAWholeFactor() {
        HeatMap map = new HeatMap("", 1, 2, new float[] {-1, 1});
        Scale scale = Scale.symmetric(1);
        Image image = new Drawing.Pen().draw(new Mark.Picture(2, 1, 3, map.image(scale))).drawing(9, 5).toImage();
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 9; x++) {
                boolean inside = x >= 2 && x < 8 && y >= 1 && y < 4;
                Colour expected = !inside ? Colour.WHITE : scale.colour(x < 5 ? -1 : 1);
                assertThat(pixel(image, x, y)).as(x + ", " + y).isEqualTo(expected);
            }
        }
    }

    @Test
    void everyMapOfAGridHasItsPlaceLabelAndFrame() {
        List<HeatMap> maps = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            maps.add(new HeatMap(Integer.toString(i), 5, 5, new float[25]));
        }
        Drawing drawing = HeatMapGrid.of("title", maps).drawing();
        List<Mark.Picture> pictures =
                drawing.marks().stream()
                        .filter(mark -> mark instanceof Mark.Picture picture && picture.across() == 13)
                        .map(Mark.Picture.class::cast)
                        .toList();
        assertThat(pictures).hasSize(20); // 5 pixels become 65, the first multiple from 64
        assertThat(pictures.stream().map(Mark.Picture::x).distinct()).hasSize(5);
        assertThat(texts(drawing)).contains("title", "1", "20", "0.25", "0.5");
        for (Mark.Picture picture : pictures) {
            assertThat(picture.x() + 65).isLessThan(drawing.width());
            assertThat(picture.y() + 65).isLessThan(drawing.height());
        }
    }

    @Test
    void mapsWithRangesOfTheirOwnSayThem() {
        HeatMap small = new HeatMap("1", 1, 2, new float[] {-0.01f, 0.02f});
        HeatMap large = new HeatMap("2", 1, 2, new float[] {-3, 1});
        Drawing drawing = HeatMapGrid.of("", List.of(small, large)).withOwnRanges().drawing();
        assertThat(texts(drawing)).contains("±0.02", "±3", "largest of each");
    }

    private static List<String> texts(Drawing drawing) {
        return drawing.marks().stream()
                .filter(Mark.Text.class::isInstance)
                .map(mark -> ((Mark.Text) mark).text())
                .toList();
    }

    @Test
    void numbersThatDoNotFitAMapAreRefused() {
        assertThatThrownBy(() -> new HeatMap("conv1", 2, 3, new float[5]))
                .hasMessage("making the heat map \"conv1\" of 2 x 3: got 5 numbers; expected 6");
        assertThat(HeatMap.of("", new float[][] {{1, 2}, {3, 4}}).values()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void barsBeginAtZeroAndAreAsLongAsTheirNumbers() {
        Drawing bars = Bars.of("", List.of("a", "b"), new float[] {-1, 3}).body();
        List<Mark.Box> boxes =
                bars.marks().stream()
                        .filter(mark -> mark instanceof Mark.Box box && box.height() == 14)
                        .map(Mark.Box.class::cast)
                        .toList();
        assertThat(boxes.get(0).width()).isEqualTo(105);
        assertThat(boxes.get(1).width()).isEqualTo(315);
        assertThat(boxes.get(0).x() + 105).isEqualTo(boxes.get(1).x());
        assertThat(texts(bars)).contains("a", "−1", "b", "3");
    }

    @Test
    void aLongStripGoesOnInTheNextLine() {
        Drawing strip = Strip.of("", new float[2000]).body();
        assertThat(strip.marks().stream().filter(Mark.Picture.class::isInstance)).hasSize(3);
        assertThat(texts(strip)).contains("1", "668", "1335");
    }

    @Test
    void aTableOfThousandsShowsMeans() {
        float[] values = new float[2 * 3000];
        values[0] = 3;
        Matrix table = Matrix.of("", new Matrix.Axis("unit", 2, 1), new Matrix.Axis("input", 3000, 1), values);
        Drawing drawing = table.body();
        assertThat(texts(drawing)).contains("unit ↓   input (means of 3) →", "1", "2");
        Image image =
                drawing.marks().stream()
                        .filter(Mark.Picture.class::isInstance)
                        .map(mark -> ((Mark.Picture) mark).image())
                        .findFirst()
                        .orElseThrow();
        assertThat(image.width()).isEqualTo(1000);
        assertThat(pixel(image, 0, 0)).isEqualTo(table.scale().colour(1));
    }

    @Test
    void aLineHasSoftEdgesAndItsColourInTheMiddle() {
        Colour blue = new Colour(0, 0, 255);
        List<Mark.Point> points = List.of(new Mark.Point(2, 5.5), new Mark.Point(18, 5.5));
        Image image = new Drawing.Pen().draw(new Mark.Path(points, 2, blue, false)).drawing(20, 10).toImage();
        assertThat(pixel(image, 10, 5)).isEqualTo(blue);
        assertThat(pixel(image, 10, 4)).isEqualTo(blue.over(Colour.WHITE, 0.5));
        assertThat(pixel(image, 10, 3)).isEqualTo(Colour.WHITE);
    }

    @Test
    void pngHoldsThePixelsAndTheSameNumbersGiveTheSameBytes() throws Exception {
        Drawing one = Strip.of("α < β & γ", new float[] {1, 2, 3}).drawing();
        Drawing other = Strip.of("α < β & γ", new float[] {1, 2, 3}).drawing();
        assertThat(ImageFiles.decode(one.toPng(), "png")).isEqualTo(one.toImage());
        assertThat(one.toPng()).isEqualTo(other.toPng());
        assertThat(one.toSvg()).isEqualTo(other.toSvg());
    }

    @Test
    void svgIsWellFormedAndHasItsTexts() throws Exception {
        double[] values = {0.1, Double.NaN, -0.2};
        var series = new Lines.Series("mean1", values, Colour.INK, true);
        Drawing drawing = new Lines("means < \"1\"", "filter", List.of(series)).drawing();
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(drawing.toSvg())));
        List<String> texts = new ArrayList<>();
        var nodes = document.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        assertThat(texts).contains("means < \"1\"", "mean1", "filter", "−0.2", "0", "0.1", "1", "3");
    }

    @Test
    void lettersThatAreMissingAreBoxes() {
        assertThat(TextSize.SMALL.width("日")).isEqualTo(TextSize.SMALL.width("□")).isPositive();
        assertThat(TextSize.SMALL.shortened("Ankle boot", 40)).endsWith("…").startsWith("Ank");
        assertThat(TextSize.SMALL.shortened("Bag", 40)).isEqualTo("Bag");
    }
}
