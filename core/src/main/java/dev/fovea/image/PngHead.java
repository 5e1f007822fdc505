package dev.fovea.image;

import java.nio.ByteBuffer;

/// What the JDK's decoder gets wrong about PNG files.
final class PngHead {
    private static final int HEADER = 0x49484452; // IHDR
    private static final int TRANSPARENCY = 0x74524E53; // tRNS
    private static final int DATA = 0x49444154; // IDAT

    private static final int EXIF = 0x65584966; // eXIf

    private PngHead() {}

    /// The orientation that a camera noted.
    ///
    /// @param bytes a PNG file, perhaps damaged
    /// @return as Exif numbers it; 1 where there is none
    static int orientation(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int at = 8;
        while (at + 12 <= bytes.length) {
            int length = file.getInt(at);
            if (length < 0 || length > bytes.length - at - 12) {
                return 1;
            }
            if (file.getInt(at + 4) == EXIF) {
                return JpegHead.orientation(file.slice(at + 8, length));
            }
            at += 12 + length;
        }
        return 1;
    }

    /// The grey value that is transparent in a file of fewer than 8 bits. The JDK compares the values it has already
    /// spread to 8 bits with the one that is stored for the fewer bits, so it finds another transparent, or none.
    ///
    /// @param bytes a PNG file, perhaps damaged
    /// @return the value spread to 0 to 255, or -1 where there is none
    static int transparentGrey(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int at = 8;
        int largest = 0;
        while (at + 12 <= bytes.length) {
            int length = file.getInt(at);
            int type = file.getInt(at + 4);
            if (length < 0 || length > bytes.length - at - 12 || type == DATA) {
                return -1;
            }
            if (type == HEADER && length == 13) {
                boolean shallowGrey = bytes[at + 16] > 0 && bytes[at + 16] < 8 && bytes[at + 17] == 0;
                largest = shallowGrey ? (1 << bytes[at + 16]) - 1 : 0;
            }
            if (type == TRANSPARENCY && length == 2) {
                int value = file.getShort(at + 8) & 0xFFFF;
                return value <= largest && largest > 0 ? value * 255 / largest : -1;
            }
            at += 12 + length;
        }
        return -1;
    }
}
