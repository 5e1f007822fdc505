package dev.fovea.insight.picture;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What every picture has: a title, a body, and where colours stand for numbers their scale.
public final class Figure {
    static final int MARGIN = 16;

    /// What a picture's body is as wide as, where it may choose.
    static final int WIDTH = 900;

    private static final int GAP = 12;

    private Figure() {}

    /// Puts a picture together, with a margin around it.
    ///
    /// @param title stands above; empty for none
    /// @param body what is shown
    /// @param scale stands below; null where colours do not stand for numbers
    /// @return the picture
    public static Drawing of(String title, Drawing body, @Nullable Drawing scale) {
        List<Drawing> parts = new ArrayList<>();
        if (!title.isEmpty()) {
            parts.add(Drawing.text(title, TextStyle.TITLE));
        }
        parts.add(body);
        if (scale != null) {
            parts.add(scale);
        }
        return Drawing.below(GAP, parts).withMargin(MARGIN);
    }

    /// Which places of an axis get their number: the first, and others at equal distances.
    ///
    /// @param count how many places there are
    /// @param pixels the distance of neighbours
    /// @param space the pixels that a number needs
    static List<Integer> numbered(int count, double pixels, int space) {
        int step = (int) StrictMath.max(1, Numbers.step(space / pixels, 1));
        List<Integer> places = new ArrayList<>();
        places.add(1);
        // Small steps go on from 1, larger ones fall on round numbers.
        for (int place = step <= 2 ? 1 + step : step; place <= count; place += step) {
            if ((place - 1) * pixels >= space) {
                places.add(place);
            }
        }
        return places;
    }
}
