package dev.fovea.run;

import dev.fovea.nn.DescriptionException;
import dev.fovea.shape.Suggestion;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Takes values out of a run file key by key, as the [Schema] has them, and refuses what is left over.
final class Keys {
    private final Value.Fields fields;
    private final String what;
    private final String prefix;

    /// The keys at the top.
    ///
    /// @param fields keys and values
    Keys(Value.Fields fields) {
        this(fields, "the run file", "");
    }

    private Keys(Value.Fields fields, String what, String prefix) {
        this.fields = fields;
        this.what = what;
        this.prefix = prefix;
    }

    /// Where these keys stand.
    String place() {
        return fields.place();
    }

    /// The value of a key, or null where it is not there or empty.
    @Nullable Value find(String key) {
        Value value = fields.fields().get(key);
        return value == null || (value instanceof Value.Scalar && value.plain() == null) ? null : value;
    }

    /// The value of a key, or its default; null where there is neither.
    private @Nullable Value orUsual(String key) {
        Schema.Key schema = schema(key);
        Value value = find(key);
        if (value != null || schema.usual().isEmpty()) {
            return value;
        }
        String place = "the default of " + prefix + key;
        // Only trees are more than one word: the others need no parser, which takes a command some time to load.
        return schema.type() instanceof Schema.Type.Tree
                ? Yaml.read(place, schema.usual(), false)
                : new Value.Scalar(schema.usual(), false, place);
    }

    private Schema.Key schema(String key) {
        return Schema.of(prefix + key);
    }

    /// The value of a key, or its default.
    private Value need(String key) {
        Value value = orUsual(key);
        if (value == null) {
            throw new RunFileException(
                    fields.place()
                            + ": "
                            + what
                            + " has no \""
                            + key
                            + "\"; expected "
                            + key
                            + ": "
                            + schema(key).type());
        }
        return value;
    }

    /// Text; empty where it is not there and has no default.
    String text(String key) {
        Value value = orUsual(key);
        return value == null ? "" : text(key, value);
    }

    private static String text(String key, Value value) {
        if (value instanceof Value.Scalar scalar) {
            return scalar.text();
        }
        throw wrong(key, value, "text");
    }

    boolean flag(String key) {
        Value value = need(key);
        if (value.plain() instanceof Boolean flag) {
            return flag;
        }
        throw wrong(key, value, schema(key).type().toString());
    }

    int whole(String key) {
        return Math.toIntExact(whole(key, need(key), least(key), Integer.MAX_VALUE));
    }

    long seed(String key) {
        return whole(key, need(key), least(key), Long.MAX_VALUE);
    }

    private long least(String key) {
        return schema(key).type() instanceof Schema.Type.Whole(long least) ? least : 0;
    }

    static long whole(String key, Value value, long least, long most) {
        String expected = new Schema.Type.Whole(least).toString();
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

    double number(String key) {
        return number(key, need(key));
    }

    /// A number, or what it is where nothing is said.
    double number(String key, double unsaid) {
        Value value = orUsual(key);
        return value == null ? unsaid : number(key, value);
    }

    private static double number(String key, Value value) {
        if (value instanceof Value.Scalar scalar && Value.NUMBER.matcher(scalar.text()).matches()) {
            return Double.parseDouble(scalar.text());
        }
        throw wrong(key, value, "a number");
    }

    /// The keys within a key; none where it is not there.
    Keys within(String key) {
        Value value = find(key);
        String inner = prefix + key + ".";
        if (value == null) {
            return new Keys(new Value.Fields(new LinkedHashMap<>(), fields.place()), key, inner);
        }
        if (value instanceof Value.Fields there) {
            return new Keys(there, key, inner);
        }
        throw wrong(key, value, "keys and values");
    }

    /// Whether a key is there.
    boolean has(String key) {
        return find(key) != null;
    }

    /// Reads a tree by the library, and adds the line to what it finds wrong.
    <T> T tree(String key, Function<@Nullable Object, T> reader) {
        Value value = need(key);
        try {
            return reader.apply(value.plain());
        } catch (DescriptionException wrong) {
            throw new RunFileException(Places.of(value, key, wrong.place()) + ": " + wrong.getMessage());
        } catch (IllegalArgumentException wrong) {
            throw new RunFileException(value.place() + ": " + wrong.getMessage());
        }
    }

    /// Makes something of values that are checked there, and adds the line to what it finds wrong.
    <T> T make(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (RunFileException placed) {
            throw placed;
        } catch (IllegalArgumentException wrong) {
            throw new RunFileException(place() + ": " + wrong.getMessage());
        }
    }

    /// One of some words.
    String choice(String key) {
        Value value = need(key);
        List<String> words = schema(key).type() instanceof Schema.Type.Choice(List<String> all) ? all : List.of();
        String word = text(key, value);
        if (!words.contains(word)) {
            throw new RunFileException(
                    value.place()
                            + ": "
                            + key
                            + " is "
                            + value
                            + Suggestion.of(word, words)
                            + "; expected "
                            + String.join(", ", words));
        }
        return word;
    }

    /// Refuses keys that the schema does not have.
    void end() {
        List<String> known = Schema.within(prefix);
        for (Map.Entry<String, Value> field : fields.fields().entrySet()) {
            if (!known.contains(field.getKey())) {
                throw new RunFileException(
                        field.getValue().place()
                                + ": "
                                + what
                                + " has no key \""
                                + field.getKey()
                                + "\""
                                + Suggestion.of(field.getKey(), known)
                                + "; expected one of "
                                + String.join(", ", known));
            }
        }
    }

    static RunFileException wrong(String key, Value value, String expected) {
        return new RunFileException(value.place() + ": " + key + " is " + value + ", expected " + expected);
    }
}
