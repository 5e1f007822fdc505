package dev.fovea.run;

import java.util.List;

/// Names what a misspelt word may have meant.
final class Suggestions {
    private Suggestions() {}

    /// `; did you mean "..."?` for the nearest known word if at most one letter in three changes, and at most two, else
    /// nothing.
    static String of(String word, List<String> known) {
        String nearest = "";
        int least = Math.clamp(word.length() / 3, 1, 2) + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate);
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
