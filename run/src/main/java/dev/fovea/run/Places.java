package dev.fovea.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the line of a place within a value, such as `network[2].conv.kernel`.
final class Places {
    private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|\\.([^.\\[]+)");

    private Places() {}

    /// The place, as exactly as it can be followed.
    ///
    /// @param value what the path begins at
    /// @param root the path's first word
    /// @param path the path
    static String of(Value value, String root, String path) {
        Value at = value;
        Matcher step = STEP.matcher(path);
        int from = path.startsWith(root) ? root.length() : 0;
        while (step.find(from)) {
            from = step.end();
            Value next =
                    switch (at) {
                        case Value.Items list when step.group(1) != null -> {
                            int index = Integer.parseInt(step.group(1));
                            yield index < list.items().size() ? list.items().get(index) : null;
                        }
                        case Value.Fields map when step.group(2) != null -> map.fields().get(step.group(2));
                        default -> null;
                    };
            if (next == null) {
                break;
            }
            at = next;
        }
        return at.place();
    }
}
