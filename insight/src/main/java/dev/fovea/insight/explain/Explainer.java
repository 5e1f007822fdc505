package dev.fovea.insight.explain;

/// Explains by one method after the other, each with its checks. What the checks have in common is computed once.
public final class Explainer {
    private final Question question;
    private final long seed;
    private final PixelCheck.Others others;
    private final Randomised networks;

    private Explainer(Question question, long seed) {
        this.question = question;
        this.seed = seed;
        this.others = PixelCheck.Others.of(question, seed);
        this.networks = new Randomised(question.network());
    }

    /// Explains with the seed 1.
    ///
    /// @param question what is to be explained
    /// @return explains it
    public static Explainer of(Question question) {
        return of(question, 1);
    }

    /// Explains.
    ///
    /// @param question what is to be explained
    /// @param seed makes randomised weights and random orders
    /// @return explains it
    public static Explainer of(Question question, long seed) {
        return new Explainer(question, seed);
    }

    /// Makes a map and checks it.
    ///
    /// @param method how
    /// @return map and checks
    /// @throws IllegalArgumentException if the method does not suit network or image
    public Explanation explain(Attribution method) {
        AttributionMap map = method.map(question);
        WeightCheck weights = WeightCheck.of(question, method, map, networks, seed);
        PixelCheck pixels = PixelCheck.of(question, map, others, seed);
        return new Explanation(method.kind(), map, weights, pixels, Verdict.of(map, weights, pixels));
    }

    /// What is explained.
    ///
    /// @return as given
    public Question question() {
        return question;
    }

    /// What removing pixels in orders does that know nothing of the network.
    ///
    /// @return the same for all methods
    public PixelCheck.Others others() {
        return others;
    }
}
