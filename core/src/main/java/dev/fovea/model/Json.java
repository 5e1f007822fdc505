package dev.fovea.model;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON value (RFC 8259), read strictly: one value, nothing behind it, no comments, no trailing commas, no name twice
/// in an object, no `NaN`.
///
/// Objects keep the order of their members. Numbers keep the text they were read from, so nothing is lost before it is
/// known what is wanted of them.
///
/// ```java
/// Json header = Json.parse("{\"epoch\": 3, \"accuracy\": 0.99}");
/// header.get("epoch").asInt()            // 3
/// Json.of(Map.of("epoch", 3)).toString() // {"epoch":3}
/// ```
public sealed interface Json {
    /// How deep values may be nested.
    int MAXIMUM_DEPTH = 200;

    /// Text.
    ///
    /// @param value without quotes and escapes
    record Text(String value) implements Json {
        @Override
        public String toString() {
            return JsonWriter.write(this);
        }
    }

    /// A number.
    ///
    /// @param digits as JSON writes it
    record Numeral(String digits) implements Json {
        @Override
        public String toString() {
            return digits;
        }
    }

    /// `true` or `false`.
    ///
    /// @param value which
    record Flag(boolean value) implements Json {
        @Override
        public String toString() {
            return String.valueOf(value);
        }
    }

    /// `null`.
    record Null() implements Json {
        @Override
        public String toString() {
            return "null";
        }
    }

    /// A list.
    ///
    /// @param items in order
    record Items(List<Json> items) implements Json {
        /// Copies the list.
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return JsonWriter.write(this);
        }
    }

    /// An object.
    ///
    /// @param fields by name, in order
    record Fields(Map<String, Json> fields) implements Json {
        /// Copies the map, keeping its order.
        public Fields {
            fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String toString() {
            return JsonWriter.write(this);
        }
    }

    /// Reads one value.
    ///
    /// @param text JSON
    /// @return the value
    /// @throws JsonException if it is not JSON; the message names line, column and what was expected
    static Json parse(String text) {
        return new JsonReader(text).read();
    }

    /// Turns plain Java values into JSON.
    ///
    /// @param value null, a Boolean, Number, CharSequence, Iterable, Map with names as keys, `int[]`, `double[]`, or
    ///   JSON
    /// @return the value
    /// @throws JsonException if a number is not finite, or a value is of another class
    static Json of(@Nullable Object value) {
        return switch (value) {
            case null -> new Null();
            case Json json -> json;
            case Boolean flag -> new Flag(flag);
            case Double number -> number(number, number.toString());
            case Float number -> number(number, number.toString());
            case Number number -> new Numeral(number.toString());
            case CharSequence text -> new Text(text.toString());
            case int[] numbers -> of(java.util.Arrays.stream(numbers).boxed().toList());
            case double[] numbers -> of(java.util.Arrays.stream(numbers).boxed().toList());
            case Iterable<?> items -> {
                List<Json> list = new ArrayList<>();
                items.forEach(item -> list.add(of(item)));
                yield new Items(list);
            }
            case Map<?, ?> members -> {
                Map<String, Json> fields = new LinkedHashMap<>();
                members.forEach((name, member) -> fields.put(String.valueOf(name), of(member)));
                yield new Fields(fields);
            }
            default -> throw new JsonException("writing JSON: " + value.getClass().getName() + " has no form in it");
        };
    }

    private static Numeral number(double value, String digits) {
        if (!Double.isFinite(value)) {
            throw new JsonException("writing JSON: it has no " + digits + "; write null or text instead");
        }
        return new Numeral(digits);
    }

    /// Turns JSON into plain Java values: null, Boolean, Long (or Double where a number has a fraction, an exponent or
    /// too many digits), String, List and LinkedHashMap.
    ///
    /// @return the value
    default @Nullable Object plain() {
        return switch (this) {
            case Null _ -> null;
            case Flag flag -> flag.value;
            case Text text -> text.value;
            case Numeral number -> {
                try {
                    yield (Object) Long.parseLong(number.digits);
                } catch (NumberFormatException fraction) {
                    yield Double.parseDouble(number.digits);
                }
            }
            case Items list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.items.forEach(item -> items.add(item.plain()));
                yield items;
            }
            case Fields object -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                object.fields.forEach((name, field) -> fields.put(name, field.plain()));
                yield fields;
            }
        };
    }

    /// A member of an object.
    ///
    /// @param name its name
    /// @return its value
    /// @throws JsonException if this is no object or has no such member
    default Json get(String name) {
        Json member = fields().get(name);
        if (member == null) {
            throw new JsonException("\"" + name + "\" is missing; there is " + fields().keySet());
        }
        return member;
    }

    /// A member of an object, where there is one.
    ///
    /// @param name its name
    /// @return its value, or null
    /// @throws JsonException if this is no object
    default @Nullable Json find(String name) {
        return fields().get(name);
    }

    /// The members.
    ///
    /// @return by name, in order
    /// @throws JsonException if this is no object
    default Map<String, Json> fields() {
        throw unexpected("an object");
    }

    /// The items.
    ///
    /// @return in order
    /// @throws JsonException if this is no list
    default List<Json> items() {
        throw unexpected("a list");
    }

    /// The text.
    ///
    /// @return without quotes
    /// @throws JsonException if this is no text
    default String asText() {
        if (this instanceof Text text) {
            return text.value;
        }
        throw unexpected("text");
    }

    /// The truth value.
    ///
    /// @return which
    /// @throws JsonException if this is neither `true` nor `false`
    default boolean asFlag() {
        if (this instanceof Flag flag) {
            return flag.value;
        }
        throw unexpected("true or false");
    }

    /// The number.
    ///
    /// @return the nearest double
    /// @throws JsonException if this is no number
    default double asDouble() {
        if (this instanceof Numeral number) {
            return Double.parseDouble(number.digits);
        }
        throw unexpected("a number");
    }

    /// The number, rounded once: a float that was written comes back as itself.
    ///
    /// @return the nearest float
    /// @throws JsonException if this is no number
    default float asFloat() {
        if (this instanceof Numeral number) {
            return Float.parseFloat(number.digits);
        }
        throw unexpected("a number");
    }

    /// The whole number.
    ///
    /// @return its value
    /// @throws JsonException if this is no whole number of 64 bits
    default long asLong() {
        if (this instanceof Numeral number && number.plain() instanceof Long value) {
            return value;
        }
        throw unexpected("a whole number");
    }

    /// The whole number.
    ///
    /// @return its value
    /// @throws JsonException if this is no whole number of 32 bits
    default int asInt() {
        long value = asLong();
        if (value != (int) value) {
            throw unexpected("a whole number of 32 bits");
        }
        return (int) value;
    }

    private JsonException unexpected(String expected) {
        String text = toString();
        String shown = text.length() <= 60 ? text : text.substring(0, 60) + "...";
        return new JsonException("found " + shown + ", expected " + expected);
    }
}
