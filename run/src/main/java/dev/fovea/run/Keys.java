package dev.fovea.run;

import dev.fovea.nn.DescriptionException;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes values out of a run file key by key and refuses what is left over.
final class Keys {
    private final Value.Fields fields;
    private final String what;
    private final Map<String, String> known = new LinkedHashMap<>();

    /// @param fields keys and values
    /// @param what what they describe, in words
    Keys(Value.Fields fields, String what) {
        this.fields = fields;
        this.what = what;
    }

    /// Where these keys stand.
    String place() {
        return fields.place();
    }

    /// The value of a key, or null where it is not there or empty.
    @Nullable Value find(String key, String expected) {
        known.put(key, expected);
        Value value = fields.fields().get(key);
        return value == null || (value instanceof Value.Scalar && value.plain() == null) ? null : value;
    }

    Value need(String key, String expected) {
        Value value = find(key, expected);
        if (value == null) {
            throw new RunFileException(
                    fields.place() + ": " + what + " has no \"" + key + "\"; expected " + key + ": " + expected);
        }
        return value;
    }

    String text(String key, String usual) {
        Value value = find(key, "text");
        return value == null ? usual : text(key, value);
    }

    static String text(String key, Value value) {
        if (value instanceof Value.Scalar scalar) {
            return scalar.text();
        }
        throw wrong(key, value, "text");
    }

    boolean flag(String key, boolean usual) {
        Value value = find(key, "true or false");
        if (value == null) {
            return usual;
        }
        if (value.plain() instanceof Boolean flag) {
            return flag;
        }
        throw wrong(key, value, "true or false");
    }

    int whole(String key, int usual, int least) {
        Value value = find(key, "a whole number from " + least);
        return value == null ? usual : Math.toIntExact(whole(key, value, least, Integer.MAX_VALUE));
    }

    long seed(String key, long usual) {
        Value value = find(key, "a whole number");
        return value == null ? usual : whole(key, value, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static long whole(String key, Value value, long least, long most) {
        String expected =
                least == Long.MIN_VALUE
                        ? "a whole number"
                        : "a whole number from " + least + (most < Integer.MAX_VALUE ? " to " + most : "");
        try {
            long number = value instanceof Value.Scalar scalar ? Long.parseLong(scalar.text()) : least - 1;
            if (value instanceof Value.Scalar && number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Falls through to the message.
        }
        throw wrong(key, value, expected);
    }

    double number(String key, double usual) {
        Value value = find(key, "a number");
        return value == null ? usual : number(key, value);
    }

    static double number(String key, Value value) {
        if (value instanceof Value.Scalar scalar && Value.NUMBER.matcher(scalar.text()).matches()) {
            return Double.parseDouble(scalar.text());
        }
        throw wrong(key, value, "a number");
    }

    /// The keys within a key; none where it is not there.
    Keys within(String key) {
        Value value = find(key, "keys and values");
        if (value == null) {
            return new Keys(new Value.Fields(new LinkedHashMap<>(), fields.place()), key);
        }
        if (value instanceof Value.Fields inner) {
            return new Keys(inner, key);
        }
        throw wrong(key, value, "keys and values");
    }

    /// Whether a key is there.
    boolean has(String key) {
        Value value = fields.fields().get(key);
        return value != null && !(value instanceof Value.Scalar && value.plain() == null);
    }

    /// Reads a tree by the library, and adds the line to what it finds wrong.
    <T> T tree(String key, String expected, java.util.function.Function<@Nullable Object, T> reader) {
        Value value = need(key, expected);
        try {
            return reader.apply(value.plain());
        } catch (DescriptionException wrong) {
            throw new RunFileException(Places.of(value, key, wrong.place()) + ": " + wrong.getMessage());
        } catch (IllegalArgumentException wrong) {
            throw new RunFileException(value.place() + ": " + wrong.getMessage());
        }
    }

    /// One of some words.
    String choice(String key, String usual, List<String> words) {
        Value value = find(key, String.join(", ", words));
        if (value == null) {
            return usual;
        }
        String word = text(key, value);
        if (!words.contains(word)) {
            throw new RunFileException(
                    value.place()
                            + ": "
                            + key
                            + " is "
                            + value
                            + Suggestions.of(word, words)
                            + "; expected "
                            + String.join(", ", words));
        }
        return word;
    }

    /// Refuses keys that nobody asked for.
    void end() {
        for (Map.Entry<String, Value> field : fields.fields().entrySet()) {
            if (!known.containsKey(field.getKey())) {
                throw new RunFileException(
                        field.getValue().place()
                                + ": "
                                + what
                                + " has no key \""
                                + field.getKey()
                                + "\""
                                + Suggestions.of(field.getKey(), List.copyOf(known.keySet()))
                                + "; expected one of "
                                + String.join(", ", known.keySet()));
            }
        }
    }

    static RunFileException wrong(String key, Value value, String expected) {
        return new RunFileException(value.place() + ": " + key + " is " + value + ", expected " + expected);
    }
}
