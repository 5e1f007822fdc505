package dev.fovea.insight.report;

import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;
import dev.fovea.image.Resize;
import dev.fovea.insight.markup.Markup;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The images of the page in one sheet, so that they take one PNG rather than hundreds. An image is there once, however
/// often it is shown.
final class Sprites {
    private static final int COLUMNS = 40;
    private static final int LARGEST_GREY = 48;
    private static final int LARGEST_COLOUR = 40;

    /// How large images are shown, in pixels of the page.
    private static final double SHOWN = 56;

    private record Key(String part, int sample) {}

    private final int channels;
    private final int height;
    private final int width;
    private final int most;
    private final Map<Key, Integer> places = new LinkedHashMap<>();
    private final List<Image> images = new ArrayList<>();

    /// A sheet for images of a size.
    ///
    /// @param size what the network takes
    /// @param bytes how many the pixels of all may have
    Sprites(ImageSize size, int bytes) {
        int largest = size.channels() == 1 ? LARGEST_GREY : LARGEST_COLOUR;
        double factor = StrictMath.min(1, (double) largest / StrictMath.max(size.height(), size.width()));
        this.channels = size.channels();
        this.height = (int) StrictMath.max(1, StrictMath.rint(size.height() * factor));
        this.width = (int) StrictMath.max(1, StrictMath.rint(size.width() * factor));
        this.most = bytes / (channels * height * width);
    }

    /// Adds an image.
    ///
    /// @param part tells the sets apart
    /// @param data the set
    /// @param sample its number
    /// @return its place; -1 where the sheet is full
    int add(String part, Dataset data, int sample) {
        Key key = new Key(part, sample);
        Integer known = places.get(key);
        if (known != null) {
            return known;
        }
        if (images.size() >= most) {
            return -1;
        }
        Image image = data.image(sample);
        boolean fits = image.height() == height && image.width() == width;
        images.add(fits ? image : Resize.area(image, height, width));
        places.put(key, images.size() - 1);
        return images.size() - 1;
    }

    /// An image on the page.
    ///
    /// @param place as [#add] gave it
    /// @param words what it shows, for those who cannot see it
    static void show(Markup out, int place, String words) {
        out.open(
                        "span",
                        "class",
                        "im",
                        "role",
                        "img",
                        "aria-label",
                        words,
                        "style",
                        "--x:" + place % COLUMNS + ";--y:" + place / COLUMNS)
                .close();
    }

    /// The rule that cuts an image out of the sheet.
    ///
    /// @return CSS with the sheet
    String css() {
        if (images.isEmpty()) {
            return "";
        }
        double scale = SHOWN / StrictMath.max(height, width);
        boolean crisp = scale >= 1.5;
        int columns = StrictMath.min(COLUMNS, images.size());
        int rows = (images.size() + COLUMNS - 1) / COLUMNS;
        return String.format(
                Locale.ROOT,
                """
                .im{--w:calc(%spx*var(--k,1));--h:calc(%spx*var(--k,1));display:inline-block;width:var(--w);height:var(--h);\
                background:url(data:image/png;base64,%s) calc(var(--x)*var(--w)*-1) calc(var(--y)*var(--h)*-1)/\
                calc(var(--w)*%d) calc(var(--h)*%d) no-repeat;%s}
                """,
                Markup.number(width * scale),
                Markup.number(height * scale),
                Base64.getEncoder().encodeToString(ImageFiles.encodePng(sheet(columns, rows))),
                columns,
                rows,
                crisp ? "image-rendering:pixelated" : "");
    }

    private Image sheet(int columns, int rows) {
        byte[] pixels = new byte[channels * rows * height * columns * width];
        for (int i = 0; i < images.size(); i++) {
            byte[] own = images.get(i).pixels();
            for (int channel = 0; channel < channels; channel++) {
                for (int row = 0; row < height; row++) {
                    int line = (channel * rows + i / columns) * height + row;
                    int to = (line * columns + i % columns) * width;
                    System.arraycopy(own, (channel * height + row) * width, pixels, to, width);
                }
            }
        }
        return Image.of(channels, rows * height, columns * width, pixels);
    }
}
