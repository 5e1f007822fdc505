package dev.fovea.cli;

import dev.fovea.data.DataException;
import dev.fovea.data.DataUnavailableException;
import dev.fovea.image.ImageException;
import dev.fovea.model.ModelException;

import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/// Says what went wrong in a sentence and which exit code it deserves.
final class Failures {
    /// The work failed.
    static final int FAILED = 1;

    /// The request or an input was wrong.
    static final int WRONG_REQUEST = 2;

    private Failures() {}

    /// Reports arguments that cannot be understood, with suggestions for those that were mistyped.
    static int report(ParameterException exception, Main main) {
        var command = exception.getCommandLine();
        var err = command.getErr();
        err.println("fovea: " + exception.getMessage());
        UnmatchedArgumentException.printSuggestions(exception, err);
        err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        trace(exception, main);
        return WRONG_REQUEST;
    }

    /// Says what to do where the heap is full, and returns the exit code.
    static int report(OutOfMemoryError full, Terminal terminal) {
        long limit = Runtime.getRuntime().maxMemory() >> 20;
        terminal.err()
                .println(
                        "fovea: memory ran out ("
                                + full.getMessage()
                                + "); Java may take "
                                + limit
                                + " MB: give it more, FOVEA_JAVA_OPTIONS=-Xmx"
                                + 2 * limit
                                + "m, or ask for less, for example a smaller --batch-size");
        return FAILED;
    }

    /// Reports what a command threw.
    static int report(Exception exception, Main main) {
        main.terminal().err().println("fovea: " + message(exception));
        trace(exception, main);
        return isRequest(exception) ? WRONG_REQUEST : FAILED;
    }

    private static void trace(Exception exception, Main main) {
        if (main.stacktrace()) {
            exception.printStackTrace(main.terminal().err());
        }
    }

    private static boolean isRequest(Exception exception) {
        var cause = cause(exception);
        return switch (cause) {
            // What is nowhere to be had is nobody's mistake; what is there but damaged is a wrong input.
            case DataUnavailableException _ -> false;
            case DataException _,
                    ImageException _,
                    ModelException _,
                    IllegalArgumentException _,
                    NoSuchFileException _,
                    FileAlreadyExistsException _,
                    NotDirectoryException _,
                    AccessDeniedException _ ->
                    true;
            // What the system says where a folder stands for a file, or a file for a folder.
            case FileSystemException e ->
                    "Is a directory".equals(e.getReason()) || "Not a directory".equals(e.getReason());
            default -> false;
        };
    }

    /// An [IOException] that had to be wrapped is what went wrong, not its wrapper.
    private static Exception cause(Exception exception) {
        return exception instanceof UncheckedIOException wrapper
                ? Objects.requireNonNull(wrapper.getCause())
                : exception;
    }

    /// The messages of the library stand on their own; those of the JDK's files are just a path.
    private static String message(Exception exception) {
        var cause = cause(exception);
        var text = cause.getMessage();
        return switch (cause) {
            case NoSuchFileException e when e.getReason() == null -> e.getFile() + ": no such file or folder";
            case FileAlreadyExistsException e when e.getReason() == null -> e.getFile() + ": exists already";
            case NotDirectoryException e -> e.getFile() + ": not a folder";
            case AccessDeniedException e when e.getReason() == null -> e.getFile() + ": permission denied";
            case FileSystemException e when "Is a directory".equals(e.getReason()) ->
                    e.getFile() + ": it is a folder; expected a file";
            case FileSystemException e when "Not a directory".equals(e.getReason()) ->
                    e.getFile() + ": a file stands where a folder is expected";
            case FileSystemException e -> String.valueOf(e.getMessage());
            case IllegalArgumentException _, IllegalStateException _, IOException _ when text != null -> text;
            default -> "internal error: " + cause + "\nRun it again with --stacktrace and report what it prints.";
        };
    }
}
