package dev.fovea.data;

import java.util.List;
import java.util.regex.Pattern;

/// How the ten digits are written: for each several styles, each of one or more strokes.
///
/// A stroke is a smooth curve through points `x,y`, in hundredths of the digit's height, x to the right and y down; `!`
/// after a point makes it a corner. The first number of a style is its weight among those of its digit. The shapes were
/// drawn for this table.
final class DigitStyles {
    /// One way to write a digit.
    record Style(int weight, List<Stroke> strokes) {}

    /// One line of the pen.
    @SuppressWarnings("ArrayRecordComponent") // A table that nobody writes to, read in inner loops.
    record Stroke(double[] x, double[] y, boolean[] corner) {}

    private static final Pattern SPACE = Pattern.compile(" ");
    private static final Pattern BAR = Pattern.compile(" / ");

    private static final List<List<Style>> STYLES =
            List.of(
                    styles(
                            "6 | 32,0 12,12 1,45 6,80 26,100 48,86 59,52 50,14 30,0",
                            "3 | 42,6 22,3 6,24 2,60 16,95 36,98 54,76 58,40 46,8 30,2",
                            "2 | 30,4 8,20 2,55 18,94 42,94 58,60 54,20 36,2 44,-4",
                            "1 | 46,12 34,0 14,10 2,46 10,86 30,100 50,84 58,46 48,10 26,8"),
                    styles(
                            "8 | 0,0 0,50 0,100",
                            "2 | 2,0 0,30 -2,70 2,100",
                            "2 | -16,20 -6,12! 0,0! 0,50 0,100",
                            "1 | -18,24! 0,0! 0,50 0,100! / -20,100 20,100"),
                    styles(
                            "4 | 3,24 14,6 34,0 52,12 52,32 36,60 18,82 0,99! 28,97 62,96",
                            "4 | 4,22 18,4 38,2 50,18 46,42 30,68 10,90 -2,92 2,80 16,78 34,90 50,97 66,92",
                            "3 | 2,16 22,2 44,4 54,20 46,44 26,74 2,98! 22,88 40,94 64,98",
                            "1 | 8,32 8,12 26,0 46,6 50,26 36,58 14,86 -4,98 -6,86 10,80 30,92 54,100 70,92",
                            "1 | 0,6 26,2 50,2! 32,44 0,98! 30,96 60,98"),
                    styles(
                            "5 | 4,14 22,0 44,4 50,22 38,40 18,46! 42,50 56,68 48,90 24,100 0,90",
                            "3 | 2,12 24,0 46,8 46,28 30,44 18,48 34,50 52,62 54,82 36,98 12,98 -4,86",
                            "1 | 4,2 28,2 52,2! 36,20 20,40! 44,46 56,66 48,90 24,100 0,92",
                            "1 | 6,20 20,2 42,2 50,18 38,38 22,46 14,42 22,40 40,50 52,68 44,92 20,100 2,88 -6,76"),
                    styles(
                            "4 | 8,2 6,28 2,50! 26,52 54,48 / 50,0 48,50 46,100",
                            "3 | 10,6 2,34 8,48 28,50 44,40 54,18! 50,50 44,100",
                            "3 | 42,0 20,34 -2,64! 28,64 60,62 / 44,0 43,50 42,100",
                            "2 | 14,4 6,30 2,46 18,52 36,44 50,30 / 56,2 48,40 40,100",
                            "2 | 16,4 8,26 2,48! 24,50 50,44 66,42 / 44,22 40,60 36,100"),
                    styles(
                            "5 | 10,2 8,22 4,42! 24,36 46,44 56,66 44,90 22,100 0,90 / 10,2 32,2 58,-2",
                            "3 | 58,0 34,2 12,4! 8,24 4,42! 26,38 48,48 54,68 42,92 18,100 -2,90",
                            "3 | 62,-2 38,4 20,10 12,28 18,40 36,50 46,66 38,88 18,100 -2,94",
                            "1 | 14,0 8,38! 28,34 48,46 50,70 32,94 8,98 / 14,2 40,4 60,2"),
                    styles(
                            "5 | 42,0 22,18 6,48 2,76 14,98 36,96 48,78 40,60 22,60 6,78",
                            "3 | 30,0 14,26 2,58 4,88 22,100 42,90 46,70 32,58 14,66 4,82",
                            "2 | 54,4 30,12 8,42 2,74 16,98 42,96 54,76 44,58 24,60 8,76",
                            "1 | 24,0 8,30 2,66 10,94 34,98 52,84 48,64 30,60 12,72 8,86"),
                    styles(
                            "6 | 0,8 26,6 54,2! 40,36 26,68 18,100",
                            "3 | 0,20! 4,6! 30,6 56,4! 40,34 28,64 24,100",
                            "3 | 0,8 26,5 54,2! 38,36 26,68 20,100 / 6,52 28,48 52,46",
                            "2 | 0,14 14,2 36,8 56,4 48,24 32,56 26,100",
                            "1 | 2,24 4,6! 26,2 48,6 52,20 48,56 46,100"),
                    styles(
                            "5 | 50,12 30,0 8,10 10,30 30,46 50,66 48,90 26,100 4,88 8,66 28,48 48,30 52,12",
                            "3 | 54,6 34,0 12,8 6,24 22,42 44,60 50,82 34,100 12,96 4,78 18,58 40,38 56,14",
                            "2 | 30,46 10,34 8,12 28,0 48,10 48,32 30,46 8,60 4,84 24,100 48,90 50,64 30,46",
                            "1 | 20,48 40,34 50,14 34,0 14,8 14,28 30,44 42,64 38,90 18,100 4,84 12,60 32,44"),
                    styles(
                            "4 | 50,10 30,0 8,12 4,34 20,46 40,36 52,8! 50,50 44,100",
                            "3 | 50,14 34,0 12,8 2,30 14,48 36,42 50,16! 54,40 48,72 36,100",
                            "3 | 48,10 26,0 6,14 6,36 24,46 44,32 50,10! 52,44 46,80 26,100 6,92",
                            "2 | 46,20 40,2 20,2 4,20 10,40 30,42 46,24 50,8! 46,40 34,72 24,100",
                            "1 | 54,4 28,0 6,16 6,36 26,44 48,34! 48,66 46,100"));

    private DigitStyles() {}

    /// The styles of a digit.
    static List<Style> of(int digit) {
        return STYLES.get(digit);
    }

    private static List<Style> styles(String... texts) {
        return List.of(texts).stream().map(DigitStyles::style).toList();
    }

    private static Style style(String text) {
        int bar = text.indexOf('|');
        List<Stroke> strokes = BAR.splitAsStream(text.substring(bar + 1).strip()).map(DigitStyles::stroke).toList();
        return new Style(Integer.parseInt(text.substring(0, bar).strip()), strokes);
    }

    private static Stroke stroke(String text) {
        List<String> points = SPACE.splitAsStream(text).toList();
        double[] x = new double[points.size()];
        double[] y = new double[points.size()];
        boolean[] corner = new boolean[points.size()];
        for (int i = 0; i < points.size(); i++) {
            corner[i] = points.get(i).endsWith("!");
            String point = points.get(i).replace("!", "");
            int comma = point.indexOf(',');
            x[i] = Integer.parseInt(point.substring(0, comma)) / 100.0;
            y[i] = Integer.parseInt(point.substring(comma + 1)) / 100.0;
        }
        return new Stroke(x, y, corner);
    }
}
