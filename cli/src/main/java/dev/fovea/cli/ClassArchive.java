package dev.fovea.cli;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// The archive of loaded classes that makes later starts quick. Java writes it when a process ends, however it ends;
/// the launcher keeps it only where there is a mark beside it, because a process that failed early, or showed help
/// instead, had loaded few classes, and later starts would be slow with its archive.
final class ClassArchive {
    private static final String HELP = "classes-help";

    private final @Nullable Path mark;
    private final boolean wasMarked;

    private ClassArchive(@Nullable Path mark) {
        this.mark = mark;
        wasMarked = mark != null && Files.exists(mark);
    }

    /// That of this process, if the launcher has given it one.
    static ClassArchive ofThisProcess() {
        String archive = System.getProperty("fovea.classes");
        try {
            return new ClassArchive(archive == null ? null : Path.of(archive + ".whole"));
        } catch (InvalidPathException notInThisLocale) {
            return new ClassArchive(null);
        }
    }

    /// Leaves the mark where the process has done what the archive is for. Else it takes away one that came meanwhile:
    /// this process writes its archive over that of the process which left it.
    ///
    /// @param done whether what was asked for is done
    /// @param help whether that was help
    void end(boolean done, boolean help) {
        if (mark == null || wasMarked) {
            return;
        }
        try {
            if (!done || help != mark.getFileName().toString().startsWith(HELP)) {
                Files.deleteIfExists(mark);
            } else if (Files.notExists(mark)) {
                Files.createFile(mark);
            }
        } catch (IOException noMark) {
            // Then a later start writes the archive again.
        }
    }
}
