package dev.fovea.model;

import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.data.Digits;
import dev.fovea.data.NamedSet;
import dev.fovea.image.DigitPreparation;
import dev.fovea.image.Image;
import dev.fovea.image.PixelScaling;
import dev.fovea.image.Polarity;
import dev.fovea.image.Resize;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How a picture becomes the input of a network: a form, in integer arithmetic, then one multiplication and one
/// addition per pixel. It is part of a model, so that a picture is prepared in use as the samples were in training.
///
/// @param size what the network takes
/// @param form how a picture of any size gets that size
/// @param scaling turns bytes into inputs
public record Preparation(ImageSize size, Form form, PixelScaling scaling) {

    /// How a picture of any size and colour becomes one of the network's size.
    public sealed interface Form {
        /// A single digit: [cut out, scaled into a box and centred][DigitPreparation] as MNIST's are.
        ///
        /// @param box the longer side of the ink
        /// @param polarity what the ink is, or null to judge each picture
        record Digit(int box, @Nullable Polarity polarity) implements Form {}

        /// Any picture: made grey or coloured as the network wants it, [resized by area][Resize#area] to the network's
        /// height and width, whatever its proportions, and inverted where its ink is dark.
        ///
        /// @param polarity what the ink is: [Polarity#LIGHT_ON_DARK], the default, leaves pictures as they are; null to
        ///   judge each picture
        record Picture(@Nullable Polarity polarity) implements Form {
            /// Pictures that are not inverted.
            public Picture() {
                this(Polarity.LIGHT_ON_DARK);
            }
        }
    }

    /// Checks that the form fits the size.
    ///
    /// @throws IllegalArgumentException if digits are to be coloured or not square, or the box is larger than the image
    public Preparation {
        if (form instanceof Form.Digit digit) {
            if (size.channels() != 1 || size.height() != size.width()) {
                throw new IllegalArgumentException(
                        "preparing pictures as digits of "
                                + size
                                + " (channels, height, width): digits are grey and square; take the form \"picture\"");
            }
            new DigitPreparation(size.height(), digit.box(), digit.polarity());
        }
    }

    /// Digits in the form of MNIST, 28 x 28, with the ink in a box of 20 x 20.
    ///
    /// @param scaling turns bytes into inputs
    /// @return the preparation
    public static Preparation digits(PixelScaling scaling) {
        return new Preparation(new ImageSize(1, 28, 28), new Form.Digit(20, null), scaling);
    }

    /// Pictures, resized.
    ///
    /// @param size what the network takes
    /// @param scaling turns bytes into inputs
    /// @return the preparation
    public static Preparation pictures(ImageSize size, PixelScaling scaling) {
        return new Preparation(size, new Form.Picture(), scaling);
    }

    /// The preparation that suits samples where nobody says otherwise: handwritten digits of the known sets get the
    /// form of MNIST, all others are pictures.
    ///
    /// @param data the samples
    /// @param scaling turns bytes into inputs
    /// @return a preparation to their size
    public static Preparation suiting(Dataset data, PixelScaling scaling) {
        boolean digits = data.name().equals(NamedSet.MNIST.name()) || data.name().equals(Digits.NAME);
        return digits && data.imageSize().equals(new ImageSize(1, Digits.IMAGE_SIZE, Digits.IMAGE_SIZE))
                ? digits(scaling)
                : pictures(data.imageSize(), scaling);
    }

    /// Gives a picture the network's size, colours and polarity.
    ///
    /// @param picture of any size
    /// @return as the network takes it, still in bytes
    public Image image(Image picture) {
        return switch (form) {
            case Form.Digit digit -> image(picture, digit.polarity());
            case Form.Picture any -> image(picture, any.polarity());
        };
    }

    private Image image(Image picture, @Nullable Polarity polarity) {
        if (form instanceof Form.Digit digit) {
            return new DigitPreparation(size.height(), digit.box(), polarity).apply(picture);
        }
        Image coloured = picture.toChannels(size.channels());
        Polarity ink = polarity == null ? Polarity.of(coloured) : polarity;
        Image upright = ink == Polarity.DARK_ON_LIGHT ? coloured.inverted() : coloured;
        boolean fits = upright.height() == size.height() && upright.width() == size.width();
        return fits ? upright : Resize.area(upright, size.height(), size.width());
    }

    /// Gives samples as they were stored the network's size, colours and polarity. Each counts as a picture, but where
    /// polarity is to be judged, and for digits always, [that of most of them][Polarity#ofMost] holds for all; so
    /// samples that have the network's form already keep their bytes.
    ///
    /// @param data samples as they were stored, or prepared by this preparation: those are returned as they are
    /// @return samples of the network's size, marked as prepared
    /// @throws IllegalArgumentException if another preparation has made them what they are
    public Dataset prepare(Dataset data) {
        String mark = mark();
        if (data.prepared().equals(mark)) {
            return data;
        }
        if (!data.prepared().isEmpty()) {
            throw new IllegalArgumentException(
                    "preparing "
                            + data
                            + " as "
                            + mark
                            + ": its pixels have been prepared as "
                            + data.prepared()
                            + " already; expected samples as they were stored");
        }
        Polarity polarity = form instanceof Form.Picture any && any.polarity() != null ? any.polarity() : judged(data);
        if (polarity == Polarity.LIGHT_ON_DARK && data.imageSize().equals(size)) {
            return data.preparedAs(mark);
        }
        long bytes = (long) data.size() * size.bytes();
        if (bytes > Dataset.MAXIMUM_BYTES) {
            throw new IllegalArgumentException(
                    "preparing " + data + " as " + mark + ": " + bytes + " bytes do not fit into one set");
        }
        byte[] pixels = new byte[(int) bytes];
        for (int i = 0; i < data.size(); i++) {
            image(data.image(i), polarity).copyTo(pixels, i * size.bytes());
        }
        Dataset prepared =
                data.labelled()
                        ? Dataset.of(data.description(), size, pixels, data.labels())
                        : Dataset.unlabelled(data.name(), data.source(), size, pixels);
        return prepared.preparedAs(mark);
    }

    /// Judges by at most a thousand samples, evenly chosen.
    private static Polarity judged(Dataset data) {
        int count = Math.min(data.size(), 1000);
        List<Image> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(data.image((int) ((long) i * data.size() / count)));
        }
        return Polarity.ofMost(some);
    }

    /// Says what this preparation makes of pixels in bytes.
    ///
    /// @return what [Dataset#prepared] says of samples that it has prepared
    public String mark() {
        return switch (form) {
                    case Form.Digit digit -> "digits in a box of " + digit.box() + ", ink " + name(digit.polarity());
                    case Form.Picture any -> "pictures, ink " + name(any.polarity());
                }
                + ", "
                + size;
    }

    /// Gives the network's inputs for a picture.
    ///
    /// @param picture of any size
    /// @return `[channels, height, width]`, row-major
    public float[] apply(Image picture) {
        byte[] pixels = image(picture).pixels();
        float[] table = scaling.table();
        float[] inputs = new float[pixels.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = table[pixels[i] & 0xFF];
        }
        return inputs;
    }

    /// The preparation as JSON, as it stands in a checkpoint.
    ///
    /// @return an object
    public Json toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("channels", size.channels());
        json.put("height", size.height());
        json.put("width", size.width());
        switch (form) {
            case Form.Digit digit -> {
                json.put("form", "digit");
                json.put("box", digit.box());
                json.put("polarity", name(digit.polarity()));
            }
            case Form.Picture any -> {
                json.put("form", "picture");
                json.put("polarity", name(any.polarity()));
            }
        }
        json.put("scale", scaling.scale());
        json.put("shift", scaling.shift());
        return Json.of(json);
    }

    /// Reads what [#toJson] wrote.
    ///
    /// @param json an object
    /// @return the preparation
    /// @throws IllegalArgumentException if something is missing or wrong
    public static Preparation of(Json json) {
        ImageSize size =
                new ImageSize(json.get("channels").asInt(), json.get("height").asInt(), json.get("width").asInt());
        Form form =
                switch (json.get("form").asText()) {
                    case "digit" -> new Form.Digit(json.get("box").asInt(), polarity(json.get("polarity").asText()));
                    case "picture" -> {
                        Json polarity = json.find("polarity"); // models of earlier versions have none
                        yield polarity == null ? new Form.Picture() : new Form.Picture(polarity(polarity.asText()));
                    }
                    default ->
                            throw new JsonException(
                                    "found the form " + json.get("form") + ", expected \"digit\" or \"picture\"");
                };
        return new Preparation(size, form, new PixelScaling(json.get("scale").asFloat(), json.get("shift").asFloat()));
    }

    /// The name of a polarity.
    ///
    /// @param polarity the polarity, or null where each picture is judged
    /// @return what [#polarity] takes
    public static String name(@Nullable Polarity polarity) {
        return polarity == null ? "judged" : polarity.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The polarity of a name.
    ///
    /// @param name `judged`, `light-on-dark` or `dark-on-light`
    /// @return the polarity, or null where each picture is judged
    /// @throws IllegalArgumentException if the name is another
    public static @Nullable Polarity polarity(String name) {
        return switch (name) {
            case "judged" -> null;
            case "light-on-dark" -> Polarity.LIGHT_ON_DARK;
            case "dark-on-light" -> Polarity.DARK_ON_LIGHT;
            default ->
                    throw new JsonException(
                            "found the polarity " + name + ", expected judged, light-on-dark or dark-on-light");
        };
    }
}
