package dev.fovea.insight.explain;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Whether a map depends on what the network has learnt: the same method is asked about networks whose weights are
/// drawn anew, and what it shows should change. A map that stays is a picture of the image, not of the network's
/// reasons.
///
/// Source: J. Adebayo et al., *Sanity Checks for Saliency Maps*, NeurIPS 2018.
///
/// @param cascade with the last layer randomised, the last two, and so on to all
/// @param randomised with all layers randomised, each time by another seed
/// @param example the map of the first of these
public record WeightCheck(List<Depth> cascade, List<Similarity> randomised, AttributionMap example) {
    /// How many networks are drawn.
    static final int NETWORKS = 5;

    /// The most depths of a cascade.
    private static final int DEPTHS = 8;

    /// Copies the lists.
    public WeightCheck {
        cascade = List.copyOf(cascade);
        randomised = List.copyOf(randomised);
    }

    /// One depth of the cascade.
    ///
    /// @param layer the lowest of the layers that were randomised; those above it were too
    /// @param layers how many these are
    /// @param similarity of the map to that of the trained network
    public record Depth(String layer, int layers, Similarity similarity) {}

    /// Checks a map.
    ///
    /// @param question what it explains
    /// @param method what has made it
    /// @param map the map
    /// @param networks randomised copies of its network
    /// @param seed makes their weights
    /// @return how far it depends on the weights
    static WeightCheck of(Question question, Attribution method, AttributionMap map, Randomised networks, long seed) {
        boolean[] spoken = method.spoken(question);
        int all = networks.layers().size();
        List<Similarity> randomised = new ArrayList<>();
        AttributionMap example = map;
        for (int i = 0; i < NETWORKS; i++) {
            AttributionMap other = method.map(question.to(networks.network(all, seed + i)));
            example = i == 0 ? other : example;
            randomised.add(Similarity.of(map, other, spoken));
        }
        List<Depth> cascade = new ArrayList<>();
        int depths = Math.min(all, DEPTHS);
        for (int i = 1; i < depths; i++) {
            int depth = i * all / depths;
            AttributionMap other = method.map(question.to(networks.network(depth, seed)));
            cascade.add(new Depth(networks.layers().get(depth - 1), depth, Similarity.of(map, other, spoken)));
        }
        cascade.add(new Depth(networks.layers().getLast(), all, randomised.getFirst()));
        return new WeightCheck(cascade, randomised, example);
    }

    /// The mean rank correlation with the maps of randomised networks.
    ///
    /// @return -1 to 1, or null where none of them can be compared
    public @Nullable Double correlation() {
        return mean(randomised.stream().map(Similarity::correlation).filter(Objects::nonNull).toList());
    }

    /// The mean rank correlation with the maps of randomised networks, signs counted.
    ///
    /// @return -1 to 1, or null where none of them can be compared
    public @Nullable Double signedCorrelation() {
        return mean(randomised.stream().map(Similarity::signed).filter(Objects::nonNull).toList());
    }

    /// The mean structural similarity to the maps of randomised networks.
    ///
    /// @return -1 to 1, or null where none of them can be compared
    public @Nullable Double structure() {
        return mean(randomised.stream().map(Similarity::structure).filter(Objects::nonNull).toList());
    }

    private static @Nullable Double mean(List<Double> numbers) {
        return numbers.isEmpty()
                ? null
                : (Double) numbers.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
