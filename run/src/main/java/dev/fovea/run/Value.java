package dev.fovea.run;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A value of a run file, which knows where it stands.
sealed interface Value {
    /// Whole numbers as YAML's core schema has them, decimal only.
    Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");

    /// Numbers as YAML's core schema has them, finite only.
    Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    /// Where it stands, like `run.yaml, line 3` or `option --epochs`.
    String place();

    /// The value as plain Java: null, Boolean, Long, Double, String, List or Map.
    @Nullable Object plain();

    /// Text, a number or a truth value: which, is for the reader to say.
    ///
    /// @param text as written
    /// @param quoted whether it stood in quotes, so that it is text
    record Scalar(String text, boolean quoted, String place) implements Value {
        @Override
        public @Nullable Object plain() {
            if (quoted) {
                return text;
            }
            if (text.isEmpty() || text.equals("null") || text.equals("~")) {
                return null;
            }
            if (text.equals("true") || text.equals("false")) {
                return text.equals("true");
            }
            if (WHOLE.matcher(text).matches() && text.length() < 19) {
                return Long.valueOf(text);
            }
            return NUMBER.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
        }

        @Override
        public String toString() {
            return quoted || text.isEmpty() ? "\"" + text + "\"" : text;
        }
    }

    /// A list.
    record Items(List<Value> items, String place) implements Value {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public List<@Nullable Object> plain() {
            List<@Nullable Object> plain = new ArrayList<>();
            items.forEach(item -> plain.add(item.plain()));
            return plain;
        }

        @Override
        public String toString() {
            return "a list";
        }
    }

    /// Keys and values, in order.
    record Fields(Map<String, Value> fields, String place) implements Value {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public Map<String, @Nullable Object> plain() {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            fields.forEach((key, value) -> plain.put(key, value.plain()));
            return plain;
        }

        /// The same with one value replaced or added.
        ///
        /// @param path keys, one within the other
        Fields with(List<String> path, Value value) {
            Map<String, Value> changed = new LinkedHashMap<>(fields);
            Value next = value;
            if (path.size() > 1) {
                Value inner = fields.get(path.getFirst());
                Fields within =
                        inner instanceof Fields there ? there : new Fields(new LinkedHashMap<>(), value.place());
                next = within.with(path.subList(1, path.size()), value);
            }
            changed.put(path.getFirst(), next);
            return new Fields(changed, place);
        }

        @Override
        public String toString() {
            return "the keys " + fields.keySet();
        }
    }
}
