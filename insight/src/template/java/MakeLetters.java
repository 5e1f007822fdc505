import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;

/// Draws the letters of a font in pixels, for pictures that are the same on every machine, also on those without fonts.
///
/// `java MakeLetters.java DejaVuSans.ttf 12 letters-12.bin`. The file, packed by deflate, has the ascent, the height,
/// the number of letters, and for each its code, its width and its coverage from 0 to 255 with a margin of a pixel at
/// the left and the right, row by row.
void main(String[] arguments) throws Exception {
    float size = Float.parseFloat(arguments[1]);
    Font font = Font.createFont(Font.TRUETYPE_FONT, Path.of(arguments[0]).toFile()).deriveFont(size);
    var context =
            new FontRenderContext(
                    null, RenderingHints.VALUE_TEXT_ANTIALIAS_ON, RenderingHints.VALUE_FRACTIONALMETRICS_OFF);
    var metrics = font.getLineMetrics("Ag", context);
    int ascent = Math.round(metrics.getAscent());
    int height = ascent + Math.round(metrics.getDescent());
    int[] codes =
            IntStream.of(0x20, 0x7e, 0xa0, 0x17f, 0x386, 0x3ce, 0x400, 0x45f)
                    .boxed()
                    .gather(Gatherers.windowFixed(2))
                    .flatMapToInt(range -> IntStream.rangeClosed(range.getFirst(), range.getLast()))
                    .toArray();
    codes = IntStream.concat(IntStream.of(codes), "–—‘’“”„…‰←↑→↓−∞≈≠≤≥□".chars()).filter(font::canDisplay).toArray();
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
        out.writeByte(ascent);
        out.writeByte(height);
        out.writeShort(codes.length);
        for (int code : codes) {
            String letter = String.valueOf((char) code);
            int width = (int) Math.round(font.getStringBounds(letter, context).getWidth());
            var image = new BufferedImage(width + 2, height, BufferedImage.TYPE_BYTE_GRAY);
            var graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setFont(font);
            graphics.setColor(Color.WHITE);
            graphics.drawString(letter, 1, ascent);
            out.writeShort(code);
            out.writeByte(width);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width + 2; x++) {
                    out.writeByte(image.getRaster().getSample(x, y, 0));
                }
            }
        }
    }
    Files.write(Path.of(arguments[2]), bytes.toByteArray());
}
