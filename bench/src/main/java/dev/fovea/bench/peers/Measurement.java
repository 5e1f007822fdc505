package dev.fovea.bench.peers;

import dev.fovea.model.Json;
import dev.fovea.model.JsonException;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// One line of what a side prints, and of the file of results: an object of JSON.
///
/// | field | |
/// |---|---|
/// | `side` | who: `fovea`, `pytorch` ... |
/// | `part` | `train`, `predict`, `start` or `scaling` |
/// | `work` | the letter of a [Work], or what was started |
/// | `batch` | samples in a step or a call |
/// | `images_per_second`, `seconds` | what was timed |
/// | `peak_gflops` | of fused multiply-adds, measured in the same process, before and after; the better one |
/// | `others` | the share of the processors that other processes used meanwhile: a measurement beside 0.3 is worth little |
/// | `accuracy`, `first_loss`, `difference` | that the work was the same |
/// | `round`, `commit`, `machine` ... | added by the conductor |
///
/// @param fields by name, in order
public record Measurement(Map<String, Json> fields) {
    private static final List<String> NEEDED = List.of("side", "part", "work");

    /// Copies the map, keeping its order, but for the needed fields, which come first.
    ///
    /// @throws JsonException if `side`, `part` or `work` is missing
    public Measurement {
        for (String name : NEEDED) {
            if (!(fields.get(name) instanceof Json.Text)) {
                throw new JsonException(
                        "reading a measurement: expected the texts "
                                + NEEDED
                                + ", but \""
                                + name
                                + "\" is missing; there is "
                                + fields.keySet());
            }
        }
        Map<String, Json> ordered = new LinkedHashMap<>();
        for (String name : NEEDED) {
            ordered.put(name, fields.get(name)); // a line begins with the side
        }
        ordered.putAll(fields);
        fields = Collections.unmodifiableMap(ordered);
    }

    /// {@return a measurement from plain values}
    ///
    /// @param values by name, in order
    public static Measurement of(Map<String, ?> values) {
        return new Measurement(((Json.Fields) Json.of(values)).fields());
    }

    /// {@return the measurement on a line, or nothing where the line is something else that an engine printed}
    ///
    /// @param line one line of a side's standard output
    /// @throws JsonException if it begins like a measurement and is none
    public static Optional<Measurement> parse(String line) {
        if (!line.startsWith("{\"side\":")) {
            return Optional.empty();
        }
        return Optional.of(new Measurement(((Json.Fields) Json.parse(line)).fields()));
    }

    /// {@return the same with one more field}
    ///
    /// @param name its name
    /// @param value its value, as [Json#of] takes it
    public Measurement with(String name, Object value) {
        Map<String, Json> more = new LinkedHashMap<>(fields);
        more.put(name, Json.of(value));
        return new Measurement(more);
    }

    /// {@return who measured}
    public String side() {
        return text("side");
    }

    /// {@return what kind of work}
    public String part() {
        return text("part");
    }

    /// {@return which work}
    public String work() {
        return text("work");
    }

    /// {@return a text; empty where there is none}
    ///
    /// @param name the field's name
    public String text(String name) {
        return fields.get(name) instanceof Json.Text text ? text.value() : "";
    }

    /// {@return a number, where there is one}
    ///
    /// @param name the field's name
    public OptionalDouble number(String name) {
        return fields.get(name) instanceof Json.Numeral numeral
                ? OptionalDouble.of(Double.parseDouble(numeral.digits()))
                : OptionalDouble.empty();
    }

    /// {@return a whole number; 0 where there is none}
    ///
    /// @param name the field's name
    public int whole(String name) {
        return (int) number(name).orElse(0);
    }

    /// The line.
    @Override
    public String toString() {
        return new Json.Fields(fields).toString();
    }
}
