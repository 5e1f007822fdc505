package dev.fovea.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;

/// What the processors have done up to a moment: between two of them one sees whether somebody else was at work, which
/// makes a measurement worth less.
///
/// @param nanos the moment, as [System#nanoTime] tells it
/// @param own nanoseconds of processors that this process has used
/// @param all nanoseconds that all have used, those taken by other guests of the same machine included
/// @param processors how many there are
record Load(long nanos, long own, long all, int processors) {
    private static final Path STATUS = Path.of("/proc/stat");

    /// The kernel counts in hundredths of a second.
    private static final long TICK = 10_000_000L;

    /// The fourth and fifth number of the kernel's line are idle time.
    private static final int IDLE = 3;

    private static final int NUMBERS = 8;

    /// {@return the present moment}
    static Load now() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        long own = system instanceof com.sun.management.OperatingSystemMXBean known ? known.getProcessCpuTime() : 0;
        return new Load(System.nanoTime(), own, used(), system.getAvailableProcessors());
    }

    private static long used() {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (var lines = Files.lines(STATUS)) {
            return used(lines.findFirst().orElse("cpu"));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + STATUS, e);
        }
    }

    /// {@return nanoseconds that all processors were not idle}
    ///
    /// @param line the first of `/proc/stat`: `cpu user nice system idle iowait irq softirq steal ...`
    static long used(String line) {
        long[] numbers = Arrays.stream(line.split(" +")).skip(1).limit(NUMBERS).mapToLong(Long::parseLong).toArray();
        if (numbers.length < NUMBERS) {
            return 0;
        }
        return (LongStream.of(numbers).sum() - numbers[IDLE] - numbers[IDLE + 1]) * TICK;
    }

    /// {@return seconds of processors that this process has used since then}
    ///
    /// @param earlier then
    double ownSeconds(Load earlier) {
        return (own - earlier.own) * 1e-9;
    }

    /// {@return the share of all processors that others have used since then, from 0 to 1}
    ///
    /// @param earlier then
    double others(Load earlier) {
        double time = (double) (nanos - earlier.nanos) * processors;
        double share = ((all - earlier.all) - (own - earlier.own)) / time;
        return time <= 0 ? 0 : Math.clamp(share, 0, 1);
    }
}
