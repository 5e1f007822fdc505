package dev.fovea.nn;

import dev.fovea.shape.Suggestion;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A plain tree being read, as JSON and YAML give it (lists, maps, strings, numbers, booleans, nothing), with the place
/// in it, which errors name.
///
/// Most things are written as a *choice*: a word, `"relu"`, or a map of the word to options, `{"conv": {"filters": 20,
/// "kernel": 5}}`. Options that are no map stand for the main one: `{"maxPool": 2}` is `{"maxPool": {"kernel": 2}}`.
public final class Description {
    private static final int LONGEST = 60;

    private final String place;
    private final @Nullable Object value;

    private Description(String place, @Nullable Object value) {
        this.place = place;
        this.value = value;
    }

    /// A tree to be read.
    ///
    /// @param place what it is, for errors, like `network`
    /// @param value the tree
    /// @return the description
    public static Description of(String place, @Nullable Object value) {
        return new Description(place, value);
    }

    /// Where this is.
    ///
    /// @return like `network[2].conv.kernel`
    public String place() {
        return place;
    }

    /// Whether this is a list.
    ///
    /// @return false for one thing
    public boolean isList() {
        return value instanceof List;
    }

    /// Whether this is a number.
    ///
    /// @return false for all else
    public boolean isNumber() {
        return value instanceof Number;
    }

    /// Whether this is a certain boolean.
    ///
    /// @param expected true or false
    /// @return false for the other one, and for all that is no boolean
    public boolean is(boolean expected) {
        return value instanceof Boolean found && found == expected;
    }

    /// Whether this is a certain string.
    ///
    /// @param expected the string
    /// @return false for all else
    public boolean is(String expected) {
        return expected.equals(value);
    }

    /// An error about what is found here.
    ///
    /// @param expected what was expected
    /// @return to be thrown
    public DescriptionException wrong(String expected) {
        return new DescriptionException(place, "found " + words(value) + "; expected " + expected);
    }

    private static String words(@Nullable Object value) {
        String text =
                switch (value) {
                    case null -> "nothing";
                    case String string -> "\"" + string + "\"";
                    case Map<?, ?> map -> "the options " + map.keySet();
                    default -> value.toString();
                };
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /// A string.
    ///
    /// @return the string
    /// @throws DescriptionException if this is something else
    public String text() {
        if (value instanceof String text) {
            return text;
        }
        throw wrong("a word");
    }

    /// A number.
    ///
    /// @return finite
    /// @throws DescriptionException if this is something else
    public double number() {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw wrong("a number");
    }

    /// A whole number.
    ///
    /// @param least the smallest that is allowed
    /// @return at least that
    /// @throws DescriptionException if this is something else
    public int integer(int least) {
        if (value instanceof Number number && number.intValue() == number.doubleValue() && number.intValue() >= least) {
            return number.intValue();
        }
        throw wrong("a whole number of at least " + least);
    }

    /// True or false.
    ///
    /// @return the boolean
    /// @throws DescriptionException if this is something else
    public boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong("true or false");
    }

    /// The elements of a list, each with its place, `network[2]`.
    ///
    /// @return in order
    /// @throws DescriptionException if this is no list
    public List<Description> list() {
        if (!(value instanceof List<?> list)) {
            throw wrong("a list");
        }
        List<Description> elements = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            elements.add(new Description(place + "[" + i + "]", list.get(i)));
        }
        return elements;
    }

    /// A choice: a word, alone or with options.
    ///
    /// @param word the word
    /// @param options what stands with it; nothing for a word alone
    public record Choice(String word, Description options) {}

    /// A word out of some, alone or with options.
    ///
    /// @param what what the words are, for errors, like `layer`
    /// @param known the words
    /// @return the word and its options
    /// @throws DescriptionException if this is no choice, or of another word
    public Choice choice(String what, List<String> known) {
        Object word = value;
        Object options = null;
        if (value instanceof Map<?, ?> map && map.size() == 1) {
            Map.Entry<?, ?> entry = map.entrySet().iterator().next();
            word = entry.getKey();
            options = entry.getValue();
        }
        if (!(word instanceof String found)) {
            throw wrong("a " + what + ", as a word or a map of one word to options: " + String.join(", ", known));
        }
        if (!known.contains(found)) {
            throw new DescriptionException(
                    place,
                    "found the "
                            + what
                            + " \""
                            + found
                            + "\""
                            + Suggestion.of(found, known)
                            + "; expected one of "
                            + String.join(", ", known));
        }
        return new Choice(found, new Description(place + "." + found, options));
    }

    /// Options by their names.
    ///
    /// @param known their names, the main one first; none if there are no options
    /// @return the options
    /// @throws DescriptionException if there is an option of another name
    public Options options(List<String> known) {
        Map<String, Description> found = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String name = String.valueOf(entry.getKey());
                if (!known.contains(name)) {
                    throw unknown(name, known);
                }
                found.put(name, new Description(place + "." + name, entry.getValue()));
            }
        } else if (value != null && known.isEmpty()) {
            throw wrong("no options");
        } else if (value != null) {
            found.put(known.getFirst(), this);
        }
        return new Options(this, known, found);
    }

    /// Options by their names, where none of them stands for all.
    ///
    /// @param known their names
    /// @return the options
    /// @throws DescriptionException if there is an option of another name, or something that is no map
    public Options namedOptions(List<String> known) {
        if (value != null && !(value instanceof Map)) {
            throw wrong("options by their names: " + String.join(", ", known));
        }
        return options(known);
    }

    private DescriptionException unknown(String name, List<String> known) {
        String expected = known.isEmpty() ? "no options" : String.join(", ", known);
        return new DescriptionException(
                place, "found the option \"" + name + "\"" + Suggestion.of(name, known) + "; expected " + expected);
    }

    /// Makes something that checks itself, and adds the place to what it finds.
    ///
    /// @param <T> what is made
    /// @param maker makes it
    /// @return what was made
    /// @throws DescriptionException if the maker throws an [IllegalArgumentException]
    public <T> T make(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (DescriptionException placed) {
            throw placed;
        } catch (IllegalArgumentException problem) {
            throw new DescriptionException(place, String.valueOf(problem.getMessage()));
        }
    }

    /// Options by their names; those that are not given have their usual values.
    public static final class Options {
        private final Description owner;
        private final List<String> known;
        private final Map<String, Description> found;

        private Options(Description owner, List<String> known, Map<String, Description> found) {
            this.owner = owner;
            this.known = known;
            this.found = found;
        }

        /// Whether an option is given.
        ///
        /// @param name its name
        /// @return false if it has its usual value
        public boolean has(String name) {
            return found.containsKey(name);
        }

        /// An option that must be given.
        ///
        /// @param name its name
        /// @return the option
        /// @throws DescriptionException if it is not given
        public Description get(String name) {
            Description option = found.get(name);
            if (option == null) {
                throw new DescriptionException(
                        owner.place,
                        "the option \""
                                + name
                                + "\" is missing; expected "
                                + String.join(", ", known)
                                + (known.size() > 1 ? ", of which some may be left out" : ""));
            }
            return option;
        }

        /// A whole number.
        ///
        /// @param name the option's name
        /// @param least the smallest that is allowed
        /// @param usual the value where it is not given
        /// @return the number
        public int integer(String name, int least, int usual) {
            return has(name) ? get(name).integer(least) : usual;
        }

        /// A number.
        ///
        /// @param name the option's name
        /// @param usual the value where it is not given
        /// @return the number
        public double number(String name, double usual) {
            return has(name) ? get(name).number() : usual;
        }

        /// True or false.
        ///
        /// @param name the option's name
        /// @param usual the value where it is not given
        /// @return the boolean
        public boolean flag(String name, boolean usual) {
            return has(name) ? get(name).flag() : usual;
        }
    }

    /// Writes a choice: the word alone where there are no options, the main option alone where it is the only one.
    ///
    /// @param word the word
    /// @param main the name of the main option
    /// @param options those that have not their usual values
    /// @return a plain tree
    public static Object written(String word, String main, Map<String, Object> options) {
        if (options.isEmpty()) {
            return word;
        }
        Object only = options.get(main);
        boolean isShort = options.size() == 1 && only != null && !(only instanceof Map);
        return Map.of(word, isShort ? only : options);
    }
}
