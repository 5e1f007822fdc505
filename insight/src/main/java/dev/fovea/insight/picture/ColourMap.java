package dev.fovea.insight.picture;

import java.util.ArrayList;
import java.util.List;

/// Colours for the numbers from 0 to 1, perceptually even: neighbours in the table look equally different, and
/// lightness only falls (or rises to the middle and falls again), so that a map also reads in grey.
///
/// The tables are our own: a path through [Oklab] with given lightness and hue, as colourful as screens allow up to a
/// bound, cut into steps of equal length.
public final class ColourMap {
    /// From almost white (0) through green to dark blue (1): for numbers of one sign.
    public static final ColourMap SEQUENTIAL =
            new ColourMap(false, evenly(path(0.985, 0.28, new double[] {105, 265}, 0.115), 256));

    /// From blue (0) through a neutral light grey (0.5) to red (1): for numbers around zero.
    public static final ColourMap DIVERGING = new ColourMap(true, diverging());

    /// From black (0) to white (1), as stored: for images.
    public static final ColourMap GREY = new ColourMap(false, greys());

    /// What is shown for "not a number": in no map.
    public static final Colour NOT_A_NUMBER = new Colour(255, 0, 255);

    private final boolean diverges;
    private final List<Colour> table;

    private ColourMap(boolean diverges, List<Colour> table) {
        this.diverges = diverges;
        this.table = List.copyOf(table);
    }

    /// The colour of a number.
    ///
    /// @param place from 0 to 1; what is outside gets the colour of the nearer end
    /// @return its colour; [#NOT_A_NUMBER] for NaN
    public Colour at(double place) {
        if (Double.isNaN(place)) {
            return NOT_A_NUMBER;
        }
        double step = StrictMath.clamp(place, 0.0, 1.0) * (table.size() - 1);
        return table.get((int) StrictMath.floor(step + 0.5));
    }

    /// {@return whether the middle is neutral, for numbers around zero}
    public boolean diverges() {
        return diverges;
    }

    /// {@return all colours, from that of 0 to that of 1}
    public List<Colour> table() {
        return table;
    }

    private static List<Colour> diverging() {
        List<Colour> below = evenly(path(0.965, 0.38, new double[] {250, 264}, 0.14), 128);
        List<Colour> above = evenly(path(0.965, 0.38, new double[] {60, 25}, 0.14), 128);
        List<Colour> all = new ArrayList<>(below.reversed());
        all.addAll(above.subList(1, above.size()));
        return all;
    }

    private static List<Colour> greys() {
        List<Colour> all = new ArrayList<>();
        for (int value = 0; value < 256; value++) {
            all.add(new Colour(value, value, value));
        }
        return all;
    }

    /// A path from a neutral light to a dark colour.
    ///
    /// @param from the first lightness
    /// @param to the last lightness
    /// @param hues the first and the last hue in degrees
    /// @param bound the largest chroma
    private static List<Oklab> path(double from, double to, double[] hues, double bound) {
        int steps = 1024;
        List<Oklab> path = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            double part = (double) i / steps;
            double lightness = from + (to - from) * part;
            double hue = hues[0] + (hues[1] - hues[0]) * part;
            // Colour sets in quickly and stays; without a corner at the bound.
            double wanted = bound * (1 - StrictMath.exp(-5 * part));
            path.add(Oklab.ofHue(lightness, StrictMath.min(wanted, 0.97 * mostColourful(lightness, hue)), hue));
        }
        return path;
    }

    /// The largest chroma of a lightness and hue that screens show.
    private static double mostColourful(double lightness, double hue) {
        double shown = 0;
        double hidden = 0.4;
        for (int i = 0; i < 30; i++) {
            double middle = (shown + hidden) / 2;
            if (Oklab.ofHue(lightness, middle, hue).isOfScreens()) {
                shown = middle;
            } else {
                hidden = middle;
            }
        }
        return shown;
    }

    /// Points at equal distances along a path.
    private static List<Colour> evenly(List<Oklab> path, int count) {
        double[] length = new double[path.size()];
        for (int i = 1; i < path.size(); i++) {
            length[i] = length[i - 1] + path.get(i).distance(path.get(i - 1));
        }
        List<Colour> colours = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < count; i++) {
            double wanted = length[length.length - 1] * i / (count - 1);
            while (at < path.size() - 2 && length[at + 1] < wanted) {
                at++;
            }
            double part = (wanted - length[at]) / (length[at + 1] - length[at]);
            colours.add(path.get(at).towards(path.get(at + 1), part).colour());
        }
        return colours;
    }
}
