package dev.fovea.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// What the markers of a JPEG file say about its colours and its orientation (ITU-T T.81, annex B; JFIF 1.02; Adobe
/// technical note 5116; Exif 2.32).
///
/// @param components as many as the picture has: 1, 3 or 4
/// @param colours what they are
/// @param orientation how the camera was held, as Exif numbers it: 1 is upright, to 8
record JpegHead(int components, Colours colours, int orientation) {
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;

    /// What the components are.
    enum Colours {
        GREY,
        RGB,
        /// Luma and two differences.
        YCC,
        /// Four inks, stored as they are.
        CMYK,
        /// Four inks, stored as 255 minus their amount, as Adobe's programs do.
        INVERTED_CMYK,
        /// Three inks as luma and differences, and black, all inverted.
        YCCK
    }

    /// Reads the markers up to the picture's data.
    ///
    /// @param bytes a JPEG file, perhaps damaged
    static JpegHead of(byte[] bytes) {
        int orientation = 1;
        int transform = -1;
        boolean jfif = false;
        int components = 0;
        int ids = 0;
        ByteBuffer file = ByteBuffer.wrap(bytes);
        for (int at = 2; at + 4 <= bytes.length && (bytes[at] & 0xFF) == 0xFF; ) {
            int marker = bytes[at + 1] & 0xFF;
            if (marker == 0xFF) {
                at++;
                continue;
            }
            int length = file.getShort(at + 2) & 0xFFFF;
            if (marker == 0xDA || length < 2 || at + 2 + length > bytes.length) {
                break;
            }
            ByteBuffer body = file.slice(at + 4, length - 2);
            jfif |= marker == 0xE0 && begins(body, "JFIF\0");
            if (marker == 0xEE && begins(body, "Adobe") && body.limit() >= 12) {
                transform = body.get(11) & 0xFF;
            } else if (marker == 0xE1 && begins(body, "Exif\0\0")) {
                orientation = orientation(body.slice(6, body.limit() - 6));
            } else if (isFrame(marker) && body.limit() >= 6) {
                components = body.get(5);
                for (int i = 0; i < components && 6 + 3 * i < body.limit(); i++) {
                    ids = ids << 8 | (body.get(6 + 3 * i) & 0xFF);
                }
            }
            at += 2 + length;
        }
        return new JpegHead(components, colours(components, ids, jfif, transform), orientation);
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static boolean begins(ByteBuffer body, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        return body.limit() >= wanted.length && body.slice(0, wanted.length).equals(ByteBuffer.wrap(wanted));
    }

    /// The rules of the Independent JPEG Group's library.
    private static Colours colours(int components, int ids, boolean jfif, int transform) {
        boolean named = ids == ('R' << 16 | 'G' << 8 | 'B');
        return switch (components) {
            case 1 -> Colours.GREY;
            case 4 -> transform == 2 ? Colours.YCCK : transform == 0 ? Colours.INVERTED_CMYK : Colours.CMYK;
            default -> !jfif && (transform == 0 || (transform < 0 && named)) ? Colours.RGB : Colours.YCC;
        };
    }

    /// The orientation in the first directory of a TIFF structure; 1 where it is missing or wrong.
    static int orientation(ByteBuffer tiff) {
        if (tiff.limit() < 8) {
            return 1;
        }
        int order = tiff.getShort(0);
        if (order != 0x4949 && order != 0x4D4D) {
            return 1;
        }
        ByteBuffer numbers = tiff.duplicate().order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = numbers.getInt(4) & 0xFFFFFFFFL;
        if (directory + 2 > numbers.limit()) {
            return 1;
        }
        int entries = numbers.getShort((int) directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry + 12 > numbers.limit()) {
                return 1;
            }
            int at = (int) entry;
            if ((numbers.getShort(at) & 0xFFFF) == ORIENTATION && numbers.getShort(at + 2) == SHORT) {
                int value = numbers.getShort(at + 8);
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }

    /// Turns a picture upright.
    ///
    /// @param image as it is stored
    /// @param orientation as Exif numbers it
    static Image upright(Image image, int orientation) {
        return switch (orientation) {
            case 2 -> image.mirrored();
            case 3 -> flipped(image.mirrored());
            case 4 -> flipped(image);
            case 5 -> image.transposed();
            case 6 -> image.transposed().mirrored();
            case 7 -> flipped(image.transposed()).mirrored();
            case 8 -> flipped(image.transposed());
            default -> image;
        };
    }

    private static Image flipped(Image image) {
        return image.transposed().mirrored().transposed();
    }
}
