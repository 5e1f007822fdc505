package dev.fovea.run;

import dev.fovea.data.Dataset.ImageSize;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The keys of a run file that say how data are read and what size their images get.
final class DataKeys {
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})(?:\\s*x\\s*([1-9]\\d{0,4}))?");
    private static final String AS_DATA = "suited";

    private DataKeys() {}

    static DataReading reading(Keys keys) {
        String label = keys.text("label");
        return new DataReading(label.isEmpty() ? null : label, keys.flag("transposed"), keys.flag("planes"));
    }

    static void write(DataReading reading, Map<String, @Nullable Object> keys) {
        keys.put("label", reading.label());
        keys.put("transposed", reading.transposed());
        keys.put("planes", reading.planes());
    }

    /// Zeros where the run file leaves a size open.
    static ImageSize size(Keys keys) {
        String text = keys.text("size");
        int height = 0;
        int width = 0;
        if (!text.equals(AS_DATA)) {
            Matcher size = SIZE.matcher(text.strip());
            if (!size.matches()) {
                throw new RunFileException(
                        keys.place() + ": size is " + text + ", expected height and width such as 28x28");
            }
            height = Integer.parseInt(size.group(1));
            width = size.group(2) == null ? height : Integer.parseInt(size.group(2));
        }
        int channels =
                switch (keys.choice("colour")) {
                    case "grey" -> 1;
                    case "colour" -> 3;
                    default -> 0;
                };
        return new ImageSize(channels, height, width);
    }

    static void write(ImageSize size, Map<String, @Nullable Object> keys) {
        keys.put("size", size.height() == 0 ? AS_DATA : size.height() + "x" + size.width());
        keys.put("colour", size.channels() == 0 ? AS_DATA : size.channels() == 1 ? "grey" : "colour");
    }
}
