package dev.fovea.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the operating system knows of this process.
final class Memory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private Memory() {}

    /// The most memory that this process has held so far, in MiB, its libraries included; 0 where the system does not
    /// say.
    static long peakMebibytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
