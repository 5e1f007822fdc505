package dev.fovea.data;

import java.util.List;

/// Names what a misspelled word may have meant.
final class Suggestion {
    private Suggestion() {}

    /// Gives `; did you mean '...'?` for the nearest known word at most two changes away, or an empty string.
    static String of(String word, List<String> known) {
        String nearest = "";
        int least = 3;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest.isEmpty() ? "" : "; did you mean '" + nearest + "'?";
    }

    /// The least number of letters to insert, delete or replace (V. Levenshtein, 1965).
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
