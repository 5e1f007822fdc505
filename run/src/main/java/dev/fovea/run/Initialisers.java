package dev.fovea.run;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// First weights and biases for all layers of a network that say none of their own.
///
/// @param weight the description of an initialiser, or null
/// @param bias the description of an initialiser, or null
record Initialisers(@Nullable Object weight, @Nullable Object bias) {
    private static final List<String> INITIALISED = List.of("conv", "dense");

    static Initialisers read(Keys keys) {
        keys.end();
        return new Initialisers(tree(keys, "weight"), tree(keys, "bias"));
    }

    private static @Nullable Object tree(Keys keys, String key) {
        return keys.has(key) ? keys.<Object>tree(key, dev.fovea.nn.NetworkDescription::checkInitialiser) : null;
    }

    boolean isEmpty() {
        return weight == null && bias == null;
    }

    /// Puts them into the tree of a network.
    @Nullable Object into(@Nullable Object tree) {
        if (isEmpty()) {
            return tree;
        }
        return switch (tree) {
            case List<?> layers -> layers.stream().map(this::into).toList();
            case Map<?, ?> layer -> intoLayer(layer);
            case null -> null;
            default -> tree;
        };
    }

    private Map<String, @Nullable Object> intoLayer(Map<?, ?> layer) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        layer.forEach((word, options) -> {
            Object next = INITIALISED.contains(String.valueOf(word)) ? intoOptions(options) : into(options);
            changed.put(String.valueOf(word), next);
        });
        return changed;
    }

    /// Options of a layer with weights; one that is no map stands for the main one.
    private @Nullable Object intoOptions(@Nullable Object options) {
        if (options == null || options instanceof List) {
            return options;
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        if (options instanceof Map<?, ?> map) {
            map.forEach((name, value) -> changed.put(String.valueOf(name), value));
        } else {
            // `dense: 10`: only these layers have one main option.
            changed.put("units", options);
        }
        if (weight != null) {
            changed.putIfAbsent("weight", weight);
        }
        if (bias != null && !Boolean.FALSE.equals(changed.get("bias"))) {
            changed.putIfAbsent("bias", bias);
        }
        return changed;
    }
}
