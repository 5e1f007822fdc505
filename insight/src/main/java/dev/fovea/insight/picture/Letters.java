package dev.fovea.insight.picture;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;

/// Letters in pixels, made by `MakeLetters.java` from DejaVu Sans: Latin, Greek, Cyrillic and some signs.
///
/// @param ascent rows above the base line
/// @param height rows
/// @param letters by code
record Letters(int ascent, int height, Map<Integer, Letter> letters) {
    static final Letters SMALL = load("letters-12.bin");
    static final Letters LARGE = load("letters-16.bin");

    /// Stands for letters that are missing.
    private static final int BOX = '□';

    /// A letter.
    ///
    /// @param width how far it moves on
    /// @param coverage 0 to 255, rows of `width + 2` pixels: it may stand out by one at both sides
    @SuppressWarnings("ArrayRecordComponent") // read from a file, never compared
    record Letter(int width, byte[] coverage) {}

    private static Letters load(String name) {
        try (InputStream file = Letters.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("reading the letters " + name + ": they are missing in the jar");
            }
            DataInputStream in = new DataInputStream(new InflaterInputStream(file));
            int ascent = in.readUnsignedByte();
            int height = in.readUnsignedByte();
            int count = in.readUnsignedShort();
            Map<Integer, Letter> letters = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                int code = in.readUnsignedShort();
                int width = in.readUnsignedByte();
                letters.put(code, new Letter(width, in.readNBytes(height * (width + 2))));
            }
            return new Letters(ascent, height, letters);
        } catch (IOException damaged) {
            throw new UncheckedIOException("reading the letters " + name, damaged);
        }
    }

    Letter letter(int code) {
        Letter letter = letters.get(code);
        return letter != null ? letter : letters.getOrDefault(BOX, new Letter(0, new byte[2 * height]));
    }

    int width(String text) {
        return text.codePoints().map(code -> letter(code).width()).sum();
    }
}
