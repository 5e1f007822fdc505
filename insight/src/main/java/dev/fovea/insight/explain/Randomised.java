package dev.fovea.insight.explain;

import dev.fovea.nn.Network;
import dev.fovea.tensor.Parameter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Copies of a network with layers that have forgotten what they learnt: their weights are drawn anew by their own
/// initialisers, from the last layer downwards.
///
/// Source: J. Adebayo et al., *Sanity Checks for Saliency Maps*, NeurIPS 2018, section 3 (cascading randomisation).
final class Randomised {
    /// Weights of a network from which copies are rather made again for each method than kept.
    private static final long MOST_KEPT = 5_000_000;

    private final Network trained;
    private final List<String> layers;
    private final Map<Long, Network> kept = new TreeMap<>();
    private final boolean keeps;

    Randomised(Network trained) {
        this.trained = trained;
        this.keeps = trained.summary().rows().stream().mapToLong(row -> row.parameters()).sum() < MOST_KEPT;
        Set<String> names = new LinkedHashSet<>();
        trained.all().forEach(parameter -> names.add(layerOf(parameter.name())));
        this.layers = new ArrayList<>(inOrder(names)).reversed();
    }

    /// States are listed behind all that is trained; layers are wanted in the network's order.
    private List<String> inOrder(Set<String> names) {
        return trained.summary().rows().stream().map(row -> row.name()).filter(names::contains).toList();
    }

    private static String layerOf(String parameter) {
        return parameter.substring(0, Math.max(0, parameter.lastIndexOf('.')));
    }

    /// The layers that have weights, the last first.
    List<String> layers() {
        return layers;
    }

    /// A copy whose last layers have forgotten.
    ///
    /// @param depth how many of the [#layers]
    /// @param seed makes their weights
    Network network(int depth, long seed) {
        if (!keeps) {
            return forgetful(depth, seed);
        }
        return kept.computeIfAbsent(seed * (layers.size() + 1) + depth, _ -> forgetful(depth, seed));
    }

    private Network forgetful(int depth, long seed) {
        Set<String> forgotten = new LinkedHashSet<>(layers.subList(0, depth));
        Map<String, Parameter> fresh = new TreeMap<>();
        // With the seed of the training, they would be the weights that it began with.
        long other = seed < trained.seed() ? seed : seed + 1;
        Network.of(trained.sampleShape(), other, trained.layers())
                .all()
                .forEach(parameter -> fresh.put(parameter.name(), parameter));
        Network copy = trained.on(trained.engine());
        for (Parameter parameter : copy.all()) {
            Parameter drawn = fresh.get(parameter.name());
            if (drawn != null && forgotten.contains(layerOf(parameter.name()))) {
                parameter.set(drawn.values());
            }
        }
        return copy;
    }
}
