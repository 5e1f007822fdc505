package dev.fovea.shape;

import java.util.List;
import java.util.Locale;

/// The part of an error that names what a misspelt word may have meant: the same for layers, options, keys, data and
/// recipes.
public final class Suggestion {
    private static final int MOST_CHANGES = 2;

    private Suggestion() {}

    /// `; did you mean "..."?` for the nearest known word if at most one change for three letters (one in short words),
    /// and at most two, else nothing. Capitals do not count.
    ///
    /// @param word what was found
    /// @param known what it may be; the first of the nearest is named
    /// @return to be added to what was found
    public static String of(String word, List<String> known) {
        String nearest = "";
        int least = Math.clamp(word.length() / 3, 1, MOST_CHANGES) + 1;
        for (String candidate : known) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest.isEmpty() ? "" : "; did you mean \"" + nearest + "\"?";
    }

    /// Letters to insert, delete, replace or swap with their neighbour (F. Damerau, 1964; V. Levenshtein, 1965).
    private static int distance(String from, String to) {
        int[][] changes = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    changes[i][j] = i + j;
                    continue;
                }
                int replaced = changes[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                changes[i][j] = Math.min(replaced, Math.min(changes[i - 1][j], changes[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    changes[i][j] = Math.min(changes[i][j], changes[i - 2][j - 2] + 1);
                }
            }
        }
        return changes[from.length()][to.length()];
    }
}
