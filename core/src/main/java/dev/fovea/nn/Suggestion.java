package dev.fovea.nn;

import java.util.List;
import java.util.Locale;

/// Names what a misspelt word may have meant.
final class Suggestion {
    private static final int MOST_CHANGES = 2;

    private Suggestion() {}

    /// `; did you mean "..."?` for the nearest known word, if at most two letters change, else nothing.
    static String of(String word, List<String> known) {
        String nearest = "";
        int least = Math.min(MOST_CHANGES, word.length() / 2) + 1;
        for (String candidate : known) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest.isEmpty() ? "" : "; did you mean \"" + nearest + "\"?";
    }

    /// Letters to insert, delete or replace (V. Levenshtein, 1965).
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
