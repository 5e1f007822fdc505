package dev.fovea.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.data.Digits;
import dev.fovea.image.Image;
import dev.fovea.image.PixelScaling;
import dev.fovea.image.Polarity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {
    private static final PixelScaling SCALING = PixelScaling.ofMeanAndDeviation(.1307, .3081);

    @Test
    void itMakesTheRoundTripThroughJsonExactly() {
        for (Preparation preparation :
                new Preparation[] {
                    Preparation.digits(SCALING),
                    new Preparation(
                            new ImageSize(1, 32, 32), new Preparation.Form.Digit(24, Polarity.DARK_ON_LIGHT), SCALING),
                    Preparation.pictures(new ImageSize(3, 32, 40), PixelScaling.UNIT)
                }) {
            assertThat(Preparation.of(Json.parse(preparation.toJson().toString()))).isEqualTo(preparation);
        }
        assertThat(Preparation.digits(PixelScaling.NONE).toJson().toString())
                .isEqualTo(
                        "{\"channels\":1,\"height\":28,\"width\":28,\"form\":\"digit\",\"box\":20,"
                                + "\"polarity\":\"judged\",\"scale\":1.0,\"shift\":0.0}");
    }

    @Test
    void aSampleOfItsSizeIsOnlyScaled() {
        Image digit = Digits.draw(3, 1, 1).test().image(0);
        float[] inputs = Preparation.digits(SCALING).apply(digit);
        byte[] pixels = digit.pixels();
        for (int i = 0; i < inputs.length; i++) {
            assertThat(inputs[i]).isEqualTo(SCALING.apply(pixels[i] & 0xFF));
        }
    }

    @Test
    void aDigitOfAnySizeAndPolarityGetsTheFormOfMnist() {
        Image large = Digits.image(5, 1, 1, 200);
        Preparation preparation = Preparation.digits(SCALING);
        assertThat(preparation.image(large.inverted())).isEqualTo(preparation.image(large));
        assertThat(preparation.image(large).height()).isEqualTo(28);
    }

    @Test
    void aPictureIsResizedAndColoured() {
        Preparation preparation = Preparation.pictures(new ImageSize(3, 2, 2), PixelScaling.NONE);
        Image grey = Image.of(1, 4, 4, new byte[] {10, 10, 20, 20, 10, 10, 20, 20, 0, 0, 4, 4, 0, 0, 4, 4});
        assertThat(preparation.apply(grey)).containsExactly(10, 20, 0, 4, 10, 20, 0, 4, 10, 20, 0, 4);
        Image fitting = Image.of(1, 2, 2, new byte[] {1, 2, 3, (byte) 200});
        assertThat(Preparation.pictures(new ImageSize(1, 2, 2), PixelScaling.NONE).apply(fitting))
                .containsExactly(1, 2, 3, 200);
    }

    @Test
    void digitsAreGreyAndSquare() {
        assertThatThrownBy(
                        () -> new Preparation(new ImageSize(3, 28, 28), new Preparation.Form.Digit(20, null), SCALING))
                .hasMessage(
                        "preparing pictures as digits of 3 x 28 x 28 (channels, height, width): digits are grey and"
                                + " square; take the form \"picture\"");
        assertThatThrownBy(
                        () -> new Preparation(new ImageSize(1, 28, 28), new Preparation.Form.Digit(29, null), SCALING))
                .hasMessageContaining("the box must be at least 1 and at most the size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light-on-dark", "dark-on-light", "judged"})
    void polaritiesHaveNames(String name) {
        assertThat(Preparation.name(Preparation.polarity(name))).isEqualTo(name);
    }

    @Test
    void unknownFormsAreRefused() {
        assertThatThrownBy(() -> Preparation.polarity("upside-down"))
                .hasMessage("found the polarity upside-down, expected judged, light-on-dark or dark-on-light");
        assertThatThrownBy(() ->
                        Preparation.of(Json.parse("{\"channels\":1,\"height\":2,\"width\":2,\"form\":\"square\"}")))
                .hasMessage("found the form \"square\", expected \"digit\" or \"picture\"");
    }

    @Test
    void samplesThatFitAreLeftAsTheyAreAndNobodyPreparesThemTwice() {
        Dataset digits = Digits.draw(1, 40, 1).train();
        Preparation preparation = Preparation.digits(SCALING);
        Dataset prepared = preparation.prepare(digits);
        assertThat(prepared.hash()).isEqualTo(digits.hash());
        assertThat(prepared.prepared()).isEqualTo("digits in a box of 20, ink judged, 1 x 28 x 28");
        assertThat(preparation.prepare(prepared)).isSameAs(prepared);
        assertThat(preparation.prepare(prepared.take(3)).size()).isEqualTo(3);
        Preparation other = Preparation.pictures(new ImageSize(3, 28, 28), SCALING);
        assertThatThrownBy(() -> other.prepare(prepared))
                .hasMessage(
                        "preparing digits (40 samples of 1 x 28 x 28, 10 classes) as pictures, ink light-on-dark, 3 x 28 x"
                                + " 28: its pixels have been prepared as digits in a box of 20, ink judged, 1 x 28 x 28"
                                + " already; expected samples as they were stored");
    }

    @Test
    void aSetIsPreparedAsItsPicturesAre() {
        Dataset digits = Digits.draw(2, 12, 1).train();
        Preparation preparation =
                new Preparation(
                        new ImageSize(3, 20, 14), new Preparation.Form.Picture(Polarity.DARK_ON_LIGHT), SCALING);
        Dataset prepared = preparation.prepare(digits);
        for (int i = 0; i < digits.size(); i++) {
            assertThat(prepared.image(i)).isEqualTo(preparation.image(digits.image(i)));
            assertThat(prepared.label(i)).isEqualTo(digits.label(i));
        }
        assertThat(prepared.image(0).value(2, 0, 0)).isEqualTo(255);
    }

    @Test
    void thePolarityOfASetIsThatOfMostOfItsSamples() {
        Dataset digits = Digits.draw(2, 30, 1).train();
        byte[] negative = new byte[30 * 784];
        for (int i = 0; i < 30; i++) {
            digits.image(i).inverted().copyTo(negative, i * 784);
        }
        Dataset inverted = Dataset.of(digits.description(), digits.imageSize(), negative, digits.labels());
        assertThat(Preparation.digits(SCALING).prepare(inverted).hash()).isEqualTo(digits.hash());
        assertThat(Preparation.pictures(digits.imageSize(), SCALING).prepare(inverted).hash())
                .isEqualTo(inverted.hash());
        Preparation judging =
                new Preparation(digits.imageSize(), new Preparation.Form.Picture((Polarity) null), SCALING);
        assertThat(judging.prepare(inverted).hash()).isEqualTo(digits.hash());
        assertThat(judging.prepare(digits).hash()).isEqualTo(digits.hash());
        assertThat(judging.image(inverted.image(3))).isEqualTo(digits.image(3));
    }

    @Test
    void modelsOfEarlierVersionsLeavePicturesAsTheyAre() {
        String json = "{\"channels\":1,\"height\":2,\"width\":2,\"form\":\"picture\",\"scale\":1.0,\"shift\":0.0}";
        assertThat(Preparation.of(Json.parse(json)).form()).isEqualTo(new Preparation.Form.Picture());
    }

    @Test
    void unlabelledSamplesArePreparedToo() {
        Dataset data = Dataset.unlabelled("new", "", new ImageSize(1, 2, 2), new byte[8]);
        Dataset prepared = Preparation.pictures(new ImageSize(1, 1, 1), SCALING).prepare(data);
        assertThat(prepared.labelled()).isFalse();
        assertThat(prepared.size()).isEqualTo(2);
    }
}
