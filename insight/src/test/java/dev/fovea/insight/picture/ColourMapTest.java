package dev.fovea.insight.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class ColourMapTest {
    @Test
    void oklabHasTheValuesOfItsAuthor() {
        // From the table of the article: XYZ of D65 white, and the sRGB primaries as computed by culori 4.
        assertThat(Oklab.of(Colour.WHITE).lightness()).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-4));
        Oklab red = Oklab.of(new Colour(255, 0, 0));
        assertThat(red.lightness()).isCloseTo(0.62796, org.assertj.core.data.Offset.offset(1e-4));
        assertThat(red.a()).isCloseTo(0.22486, org.assertj.core.data.Offset.offset(1e-4));
        assertThat(red.b()).isCloseTo(0.12585, org.assertj.core.data.Offset.offset(1e-4));
        assertThat(red.colour()).isEqualTo(new Colour(255, 0, 0));
    }

    @Test
    void theSequentialMapOnlyGetsDarker() {
        List<Colour> table = ColourMap.SEQUENTIAL.table();
        assertThat(table).hasSize(256);
        for (int i = 1; i < table.size(); i++) {
            assertThat(luminance(table.get(i))).as("entry " + i).isLessThanOrEqualTo(luminance(table.get(i - 1)));
        }
        // Neighbours may be one colour after rounding to bytes.
        for (int i = 2; i < table.size(); i++) {
            assertThat(luminance(table.get(i))).as("entry " + i).isLessThan(luminance(table.get(i - 2)));
        }
    }

    @Test
    void theDivergingMapGetsLighterToItsNeutralMiddleAndDarkerBehindIt() {
        List<Colour> table = ColourMap.DIVERGING.table();
        int middle = table.size() / 2;
        assertThat(table).hasSize(255);
        for (int i = 1; i < table.size(); i++) {
            double change = luminance(table.get(i)) - luminance(table.get(i - 1));
            assertThat(i <= middle ? change : -change).as("entry " + i).isPositive();
        }
        Colour neutral = ColourMap.DIVERGING.at(0.5);
        assertThat(neutral.red()).isEqualTo(neutral.green()).isEqualTo(neutral.blue());
        assertThat(Oklab.of(table.getFirst()).lightness())
                .isCloseTo(Oklab.of(table.getLast()).lightness(), org.assertj.core.data.Offset.offset(0.01));
    }

    @Test
    void neighboursLookEquallyDifferent() {
        for (ColourMap map : List.of(ColourMap.SEQUENTIAL, ColourMap.DIVERGING)) {
            double least = Double.POSITIVE_INFINITY;
            double most = 0;
            List<Colour> table = map.table();
            // Over sixteen steps, so that the rounding to bytes does not count.
            for (int i = 16; i < table.size(); i += 16) {
                if (map.diverges() && i - 16 < 127 && i > 127) {
                    continue; // The way around the middle's corner is shorter as the crow flies.
                }
                double step = Oklab.of(table.get(i)).distance(Oklab.of(table.get(i - 16)));
                least = Math.min(least, step);
                most = Math.max(most, step);
            }
            assertThat(most / least).as(map.diverges() ? "diverging" : "sequential").isLessThan(1.12);
        }
    }

    @Test
    void numbersOutsideGetTheEndsAndNoNumberItsOwnColour() {
        Scale scale = Scale.symmetric(0.8);
        assertThat(scale.colour(7)).isEqualTo(scale.colour(0.8));
        assertThat(scale.colour(-7)).isEqualTo(scale.colour(-0.8));
        assertThat(scale.colour(Double.POSITIVE_INFINITY)).isEqualTo(scale.colour(0.8));
        assertThat(scale.colour(Double.NaN)).isEqualTo(ColourMap.NOT_A_NUMBER);
        assertThat(ColourMap.SEQUENTIAL.table()).doesNotContain(ColourMap.NOT_A_NUMBER);
        assertThat(ColourMap.DIVERGING.table()).doesNotContain(ColourMap.NOT_A_NUMBER);
    }

    @Test
    void aScaleSuitsItsNumbers() {
        assertThat(Scale.suiting(List.of(new float[] {0, 1.234f}))).isEqualTo(Scale.upTo(1.3));
        assertThat(Scale.suiting(List.of(new float[] {-0.0312f, 0.01f}))).isEqualTo(Scale.symmetric(0.032));
        assertThat(Scale.suiting(List.of(new float[2]))).isEqualTo(Scale.upTo(1));
        assertThat(Scale.suiting(List.of(new float[] {Float.NaN, 2}))).isEqualTo(Scale.upTo(2));
        assertThat(Scale.symmetric(0.8).ticks()).containsExactly(-0.8, -0.4, 0.0, 0.4, 0.8);
        assertThatThrownBy(() -> Scale.upTo(0)).hasMessageContaining("expected two numbers, the lower first");
    }

    @Test
    void numbersAreShort() {
        assertThat(Numbers.text(-0.25, 3)).isEqualTo("−0.25");
        assertThat(Numbers.text(1.45, 3)).isEqualTo("1.45");
        assertThat(Numbers.text(123456789, 3)).isEqualTo("1.23e8");
        assertThat(Numbers.text(-0.0000123, 2)).isEqualTo("−1.2e−5");
        assertThat(Numbers.text(0, 3)).isEqualTo("0");
        assertThat(Numbers.text(1000, 2)).isEqualTo("1000");
        assertThat(Numbers.text(Float.NaN, 2)).isEqualTo("NaN");
        assertThat(Numbers.step(0.55, 6)).isEqualTo(0.1);
        assertThat(Numbers.step(37, 6)).isEqualTo(10);
    }

    /// Relative luminance (ITU-R BT.709), which every notion of lightness rises with.
    private static double luminance(Colour colour) {
        return 0.2126 * linear(colour.red()) + 0.7152 * linear(colour.green()) + 0.0722 * linear(colour.blue());
    }

    private static double linear(int part) {
        double value = part / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
