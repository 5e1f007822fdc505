package dev.fovea.bench.peers;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Where the time goes: the JDK's flight recorder looks at the running threads every ten milliseconds, and each look
/// counts for the innermost kernel, or, outside of kernels, for the innermost class of ours.
final class Profile implements AutoCloseable {
    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final String OURS = "dev.fovea.";
    private static final String KERNEL = OURS + "kernel.";

    /// A hidden class has an address behind its name.
    private static final Pattern HIDDEN = Pattern.compile("[./+]0x[0-9a-f]+$");

    private final Recording recording = new Recording();

    /// Begins to look.
    Profile() {
        recording.enable(SAMPLE).withPeriod(Duration.ofMillis(10));
        recording.start();
    }

    /// Stops looking and counts.
    ///
    /// @return looks by kernel, like `KWinograd4of8.products`
    Map<String, Integer> counts() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("fovea-profile", ".jfr");
        try {
            recording.dump(file);
            Map<String, Integer> counts = new TreeMap<>();
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
                    counts.merge(place(event), 1, Integer::sum);
                }
            }
            return counts;
        } finally {
            Files.delete(file);
        }
    }

    private static String place(RecordedEvent event) {
        String ours = "outside of Fovea";
        for (RecordedFrame frame : event.getStackTrace().getFrames().reversed()) {
            RecordedMethod method = frame.getMethod();
            String type = HIDDEN.matcher(method.getType().getName()).replaceFirst("");
            if (type.startsWith(OURS)) {
                String simple = type.substring(type.lastIndexOf('.') + 1);
                ours = type.startsWith(KERNEL) ? simple + "." + method.getName() : simple;
            }
        }
        return ours;
    }

    @Override
    public void close() {
        recording.close();
    }
}
