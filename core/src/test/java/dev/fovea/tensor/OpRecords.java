package dev.fovea.tensor;

import java.util.ArrayList;
import java.util.List;

/// All operations, found through the sealed interfaces.
final class OpRecords {
    private OpRecords() {}

    static List<Class<?>> all() {
        return under(Op.class);
    }

    private static List<Class<?>> under(Class<?> type) {
        if (type.isRecord()) {
            return List.of(type);
        }
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            found.addAll(under(permitted));
        }
        return found;
    }
}
