package dev.fovea.kernel.vector;

import dev.fovea.kernel.DenseKernel;
import dev.fovea.kernel.DenseSum;
import dev.fovea.kernel.DenseWeightSum;
import dev.fovea.kernel.FilterSum;
import dev.fovea.kernel.FilterSumKernel;
import dev.fovea.kernel.Products;
import dev.fovea.kernel.TapSum;
import dev.fovea.kernel.TapSumKernel;
import dev.fovea.kernel.Unpool;
import dev.fovea.kernel.WeightSum;
import dev.fovea.kernel.WeightSumKernel;
import dev.fovea.kernel.WinogradFilter;
import dev.fovea.kernel.WinogradKernel;
import dev.fovea.kernel.WinogradSum;
import dev.fovea.kernel.WinogradSumKernel;
import dev.fovea.kernel.WinogradTiles;
import dev.fovea.kernel.WinogradWeights;

import jdk.incubator.vector.VectorSpecies;

import java.util.concurrent.ConcurrentHashMap;

/// Sums of products in vectors: a kernel class for each geometry, kept with its compiled code.
final class VectorProducts implements Products {
    private final VectorSpecies<Float> species;
    private final Transposition transposition;
    private final Products scalar;

    /// With 512-bit vectors, and on ARM, there are 32 registers; with 256 bits there may be as few as 16, for which
    /// some kernels have another form.
    private final boolean manyRegisters;

    private final ConcurrentHashMap<TapSum, TapSumKernel> tapSums = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<FilterSum, FilterSumKernel> filterSums = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<WeightSum, WeightSumKernel> weightSums = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<DenseSum, DenseKernel> denses = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<WinogradTiles, WinogradKernel> winograds = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<WinogradSum, WinogradSumKernel> winogradSums = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Filter, WinogradWeights> winogradWeights = new ConcurrentHashMap<>();
    private final DenseWeightSum denseWeightSum;
    private final Unpool unpool;

    /// What a filter is made of.
    private record Filter(int tile, int taps) {}

    VectorProducts(VectorSpecies<Float> species, Transposition transposition, Products scalar) {
        this(species, transposition, scalar, species.length() == 16 || VectorKernels.preferredBits() != 256);
    }

    VectorProducts(VectorSpecies<Float> species, Transposition transposition, Products scalar, boolean manyRegisters) {
        this.species = species;
        this.transposition = transposition;
        this.scalar = scalar;
        this.manyRegisters = manyRegisters;
        this.denseWeightSum =
                Specialised.load(
                        DenseWeightSum.class,
                        KDenseWeightSum.class,
                        new KDenseWeightSum.Constants(species, manyRegisters));
        this.unpool = Specialised.load(Unpool.class, KUnpool.class, new KUnpool.Constants(species));
    }

    @Override
    public TapSumKernel tapSum(TapSum geometry) {
        return tapSums.computeIfAbsent(
                geometry,
                g ->
                        Specialised.load(
                                TapSumKernel.class,
                                manyRegisters ? KTapSum.class : KTapSumFew.class,
                                TapSumConstants.of(species, manyRegisters ? 5 : 4, g)));
    }

    @Override
    public FilterSumKernel filterSum(FilterSum geometry) {
        return filterSums.computeIfAbsent(
                geometry,
                g ->
                        manyRegisters
                                ? Specialised.load(
                                        FilterSumKernel.class, KFilterSum.class, FilterSumConstants.of(species, g))
                                : Specialised.load(
                                        FilterSumKernel.class,
                                        KFilterSumFew.class,
                                        new KFilterSumFew.Constants(species, g)));
    }

    @Override
    public WeightSumKernel weightSum(WeightSum geometry) {
        return weightSums.computeIfAbsent(
                geometry,
                g ->
                        Specialised.load(
                                WeightSumKernel.class,
                                manyRegisters ? KWeightSum.class : KWeightSumFew.class,
                                new KWeightSum.Constants(species, g)));
    }

    @Override
    public DenseKernel dense(DenseSum geometry) {
        return denses.computeIfAbsent(
                geometry,
                g ->
                        Specialised.load(
                                DenseKernel.class,
                                manyRegisters ? KDense.class : KDenseFew.class,
                                new KDense.Constants(species, g)));
    }

    @Override
    public DenseWeightSum denseWeightSum() {
        return denseWeightSum;
    }

    @Override
    public WinogradKernel winograd(WinogradTiles geometry) {
        return winograds.computeIfAbsent(
                geometry,
                g -> Specialised.load(WinogradKernel.class, winogradTemplate(g), new WinogradConstants(species, g)));
    }

    private static Class<? extends WinogradKernel> winogradTemplate(WinogradTiles geometry) {
        if (geometry.tile() == 2) {
            return geometry.points() == 4 ? KWinograd2of4.class : KWinograd2of6.class;
        }
        return geometry.points() == 6 ? KWinograd4of6.class : KWinograd4of8.class;
    }

    @Override
    public WinogradSumKernel winogradSum(WinogradSum geometry) {
        return winogradSums.computeIfAbsent(
                geometry,
                g ->
                        Specialised.load(
                                WinogradSumKernel.class,
                                KWinogradSum.class,
                                new KWinogradSum.Constants(species, g, manyRegisters)));
    }

    @Override
    public WinogradWeights winogradWeights(WinogradFilter filter) {
        return winogradWeights.computeIfAbsent(
                new Filter(filter.tile(), filter.taps()),
                f -> new VectorWinogradWeights(species, filter, transposition, scalar.winogradWeights(filter)));
    }

    @Override
    public Unpool unpool() {
        return unpool;
    }
}
