package dev.fovea.image;

import java.util.Arrays;
import java.util.List;

/// Whether the ink of a picture is lighter or darker than its ground.
public enum Polarity {
    /// Light ink on a dark ground, as in MNIST.
    LIGHT_ON_DARK,
    /// Dark ink on a light ground, as on paper.
    DARK_ON_LIGHT;

    /// Judges by the border, which is ground: its median `g` is compared with the darkest and lightest value of the
    /// whole picture; `2 g > darkest + lightest` means a light ground. Colours are taken as grey, opacity as on white.
    ///
    /// @param image the picture
    /// @return its polarity; [#LIGHT_ON_DARK] for a picture of one value
    public static Polarity of(Image image) {
        byte[] grey = image.toGrey().raw();
        int darkest = 255;
        int lightest = 0;
        for (byte pixel : grey) {
            darkest = Math.min(darkest, pixel & 0xFF);
            lightest = Math.max(lightest, pixel & 0xFF);
        }
        return 2 * ground(image) > darkest + lightest ? DARK_ON_LIGHT : LIGHT_ON_DARK;
    }

    /// Judges many pictures of one source together: that which most of them have.
    ///
    /// @param images the pictures
    /// @return [#LIGHT_ON_DARK] unless more than half are otherwise
    public static Polarity ofMost(List<Image> images) {
        long dark = images.stream().filter(image -> of(image) == DARK_ON_LIGHT).count();
        return 2 * dark > images.size() ? DARK_ON_LIGHT : LIGHT_ON_DARK;
    }

    /// The lower median of the grey values of all pixels at the border, each once.
    static int ground(Image image) {
        Image grey = image.toGrey();
        int height = grey.height();
        int width = grey.width();
        int[] border = new int[height == 1 || width == 1 ? height * width : 2 * (height + width) - 4];
        int count = 0;
        for (int row = 0; row < height; row++) {
            int step = row == 0 || row == height - 1 ? 1 : Math.max(1, width - 1);
            for (int column = 0; column < width; column += step) {
                border[count++] = grey.value(0, row, column);
            }
        }
        Arrays.sort(border);
        return border[(border.length - 1) / 2];
    }
}
