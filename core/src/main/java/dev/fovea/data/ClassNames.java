package dev.fovea.data;

import dev.fovea.shape.Suggestion;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Names of classes: how they are made of numbers, ordered, and matched with those of a model.
public final class ClassNames {
    private ClassNames() {}

    /// Names classes by their numbers.
    ///
    /// @param count how many classes there are
    /// @return `0` to `count - 1`
    public static List<String> numbered(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(Integer.toString(i));
        }
        return names;
    }

    /// Whether classes have no names but their numbers.
    ///
    /// @param names the classes
    /// @return true for `0` to `n - 1` in order
    public static boolean areNumbers(List<String> names) {
        return names.equals(numbered(names.size()));
    }

    /// Orders names: numbers by value (`2` before `10`) before words by letters.
    ///
    /// @param left a name
    /// @param right another
    /// @return as [java.util.Comparator#compare]
    public static int compare(String left, String right) {
        boolean leftNumber = isNumber(left);
        boolean rightNumber = isNumber(right);
        if (leftNumber && rightNumber) {
            int byValue = Long.compare(Long.parseLong(left), Long.parseLong(right));
            return byValue != 0 ? byValue : left.compareTo(right);
        }
        return leftNumber != rightNumber ? leftNumber ? -1 : 1 : left.compareTo(right);
    }

    private static boolean isNumber(String name) {
        return name.matches("[0-9]{1,18}");
    }

    static Dataset match(Dataset data, List<String> wanted, @Nullable String fallback) {
        List<String> names = data.classNames();
        if (!data.labelled()) {
            throw new IllegalArgumentException(
                    "matching the classes of "
                            + data
                            + " from "
                            + data.source()
                            + ": its samples have no labels; expected labelled samples");
        }
        if (fallback != null && !wanted.contains(fallback)) {
            throw new IllegalArgumentException(
                    "matching the classes of " + data + ": the fallback \"" + fallback + "\" is not one of " + wanted);
        }
        if (names.equals(wanted)) {
            return data;
        }
        int[] numbers = new int[names.size()];
        boolean byNumber = areNumbers(names) && names.size() <= wanted.size() && !wanted.containsAll(names);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = byNumber ? i : wanted.indexOf(names.get(i));
            if (numbers[i] < 0 && fallback != null) {
                numbers[i] = wanted.indexOf(fallback);
            }
            if (numbers[i] < 0 && data.countsPerClass()[i] > 0) {
                throw new IllegalArgumentException(
                        "matching the classes of "
                                + data
                                + ": its class \""
                                + names.get(i)
                                + "\" is unknown to the model"
                                + Suggestion.of(names.get(i), wanted)
                                + "; expected one of "
                                + String.join(", ", wanted));
            }
        }
        return data.relabelled(wanted, numbers);
    }
}
