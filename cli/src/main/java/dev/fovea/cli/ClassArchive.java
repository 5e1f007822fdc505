package dev.fovea.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The archive of loaded classes that makes later starts quick. Java writes it when a process ends, however it ends;
/// the launcher keeps it only where the process has left a mark beside it, because one that failed early had loaded few
/// classes, and later starts would be slow with its archive.
final class ClassArchive {
    private ClassArchive() {}

    /// Leaves the mark, if the launcher has an archive.
    static void keep() {
        String archive = System.getProperty("fovea.classes");
        if (archive == null) {
            return;
        }
        Path mark = Path.of(archive + ".whole");
        try {
            if (Files.notExists(mark)) {
                Files.createFile(mark);
            }
        } catch (IOException noMark) {
            // Then the next start writes the archive again.
        }
    }
}
