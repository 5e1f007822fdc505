package dev.fovea.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.charset.StandardCharsets;

/// Where a command writes: data to `out`, progress and notes to `err`.
///
/// The launcher says in system properties what a Java program cannot find out by itself: whether each stream is a
/// terminal and how wide it is.
///
/// @param out takes data: what another program might read
/// @param err takes progress, notes and errors
/// @param interactive whether `err` is a terminal, so that a progress bar may redraw its line
/// @param columns width of that terminal
/// @param outColours whether `out` takes colours
/// @param errColours whether `err` takes colours
public record Terminal(
        PrintStream out, PrintStream err, boolean interactive, int columns, boolean outColours, boolean errColours) {
    private static final int DEFAULT_COLUMNS = 80;

    /// The streams of this process.
    static Terminal system() {
        var plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
        var interactive = Boolean.getBoolean("fovea.terminal");
        var out = stream(new FileOutputStream(FileDescriptor.out));
        return new Terminal(
                out,
                standardError(),
                interactive,
                Integer.getInteger("fovea.columns", DEFAULT_COLUMNS),
                !plain && Boolean.getBoolean("fovea.terminal.out"),
                !plain && interactive);
    }

    /// The launcher keeps the JVM's own notices out of the way on a second descriptor; where that cannot be opened,
    /// everything goes where the JVM writes.
    private static PrintStream standardError() {
        var path = System.getProperty("fovea.stderr");
        var number = Integer.getInteger("fovea.stderr.descriptor");
        try {
            if (number != null) {
                return stream(new FileOutputStream(descriptor(number)));
            }
            if (path != null) {
                return stream(new FileOutputStream(path, true));
            }
        } catch (IOException | ReflectiveOperationException | InaccessibleObjectException e) {
            // Then everything goes where the JVM writes.
        }
        return stream(new FileOutputStream(FileDescriptor.err));
    }

    /// The descriptor of a number. Java has no public way to it, and opening `/dev/fd/N` is not the same: of a file, it
    /// gives a second place to write at, and standard output and error that share the file overwrite each other.
    private static FileDescriptor descriptor(int number) throws ReflectiveOperationException {
        var descriptor = new FileDescriptor();
        var field = FileDescriptor.class.getDeclaredField("fd");
        field.setAccessible(true);
        field.setInt(descriptor, number);
        return descriptor;
    }

    private static PrintStream stream(OutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /// Breaks a text into lines that fit the terminal.
    ///
    /// @param text words
    /// @param indent columns before each line; those of the first are not written
    String wrapped(String text, int indent) {
        int width = Math.max(40, columns() - indent - 1);
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : text.split(" ", -1)) {
            if (length > 0 && length + 1 + word.length() > width) {
                lines.append('\n').append(" ".repeat(indent));
                length = 0;
            } else if (length > 0) {
                lines.append(' ');
                length++;
            }
            lines.append(word);
            length += word.length();
        }
        return lines.toString();
    }
}
