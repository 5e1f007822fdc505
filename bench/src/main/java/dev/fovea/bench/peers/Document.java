package dev.fovea.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Puts the tables into a page, between two marks.
final class Document {
    static final String BEGIN = "<!-- tables: written by bench/run --document -->";
    static final String END = "<!-- end of tables -->";

    private Document() {}

    /// Replaces what is between the marks.
    ///
    /// @param page a file in Markdown with both marks
    /// @param tables in Markdown
    /// @throws IOException if it cannot be read or written, or lacks a mark
    static void put(Path page, String tables) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(
                    "writing tables into " + page + ": expected the line " + BEGIN + " and, below it, " + END);
        }
        String all = text.substring(0, begin) + BEGIN + "\n\n" + tables.strip() + "\n\n" + text.substring(end);
        Files.writeString(page, all);
    }
}
