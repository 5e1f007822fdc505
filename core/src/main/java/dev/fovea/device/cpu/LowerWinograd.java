package dev.fovea.device.cpu;

import dev.fovea.kernel.DenseSum;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.WinogradSum;
import dev.fovea.kernel.WinogradSumKernel;
import dev.fovea.kernel.WinogradTiles;
import dev.fovea.kernel.WinogradWeights;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Convolutions that [WinogradTiles#tile] names a tile for, and their gradients. Weights are transformed once for all
/// that use them.
final class LowerWinograd {
    private final Context context;
    private final Reaches reaches;
    private final Map<Transformed, Value> transformed = new LinkedHashMap<>();
    private final Map<Covered, Value> covered = new LinkedHashMap<>();

    LowerWinograd(Context context) {
        this.context = context;
        this.reaches = new Reaches(context);
    }

    /// Weights that serve tiles of several sizes are transformed for each.
    private Value transformed(int weights, WinogradTiles tiles) {
        Transformed key = new Transformed(weights, tiles.tile());
        Value known = transformed.get(key);
        if (known == null) {
            known = Value.rows(Shape.of(tiles.allPoints(), tiles.filters(), tiles.channels()));
            context.add(new WinogradTransformStep(weights(tiles), tiles, context.rows(weights), known));
            transformed.put(key, known);
        }
        return known;
    }

    private record Covered(Value value, int rows, int columns) {}

    private record Transformed(int weights, int tile) {}

    private WinogradWeights weights(WinogradTiles tiles) {
        return context.kernels.products().winogradWeights(tiles.filter());
    }

    private WinogradTiles tiles(Shape x, int filters, Window window, Reach wanted, boolean pooled) {
        return WinogradTiles.of(x.dim(1), filters, window, x.dim(2), x.dim(3), wanted.rows(), wanted.columns(), pooled);
    }

    private WinogradProducts products(DenseSum sum, WinogradTiles tiles) {
        return WinogradProducts.of(context.kernels.products(), sum, tiles);
    }

    /// Between outputs and their tiles, which may stand out, or leave out what nobody wants.
    private Halo cover(Shape y, WinogradTiles tiles) {
        int images = context.block.images(y.dim(1));
        return new Halo(images, y.dim(2), y.dim(3), 0, 0, tiles.outputRows(), tiles.outputColumns());
    }

    void forward(int node, Window window, Value x, Value bias, Value y, @Nullable Value winners) {
        int weights = context.node(node).inputs().get(1);
        int filters = context.node(weights).shape().dim(0);
        boolean pooled = winners != null;
        Reach wanted = pooled ? new Reach(2 * y.shape.dim(2), 2 * y.shape.dim(3)) : reaches.read(node);
        WinogradTiles whole = tiles(x.shape, filters, window, wanted, pooled);
        boolean inLanes = context.block == Block.OF_CHANNELS;
        WinogradTiles tiles = inLanes ? whole.withChannelsInLanes() : whole;
        Value covered = tiled(y.shape, tiles, y);
        Value coveredWinners = winners == null ? null : tiled(y.shape, tiles, winners);
        Value transformed = transformed(weights, whole);
        context.add(
                new WinogradForwardStep(
                        context.kernels.products().winograd(tiles),
                        tiles,
                        inLanes
                                ? WinogradProducts.inLanes(context.kernels.products(), tiles, whole.channels())
                                : products(new DenseSum(filters, tiles.channels(), tiles.channels(), 1), tiles),
                        new TileWindow(tiles),
                        x,
                        inLanes ? context.packed(transformed, tiles.allPoints(), filters) : transformed,
                        context.zeros(inLanes ? tiles.filters() * Kernels.LANES : filters),
                        bias,
                        covered,
                        coveredWinners));
        crop(covered, y, tiles);
        if (winners != null && coveredWinners != null) {
            crop(coveredWinners, winners, tiles);
        }
    }

    /// A value for outputs in tiles; `exact` where those are the outputs.
    private Value tiled(Shape y, WinogradTiles tiles, Value exact) {
        return cover(y, tiles).isNothing()
                ? exact
                : Value.blocked(Shape.of(y.dim(0), y.dim(1), tiles.outputRows(), tiles.outputColumns()), context.block);
    }

    private void crop(Value covered, Value y, WinogradTiles tiles) {
        if (covered == y) {
            return;
        }
        Halo cover = cover(y.shape, tiles);
        context.add(
                new BlockStep(
                        List.of(covered),
                        y,
                        (site, block) ->
                                cover.crop(
                                        site.array(covered),
                                        site.at(covered, block),
                                        site.array(y),
                                        site.at(y, block),
                                        0,
                                        y.images())));
    }

    /// Gradients, or the places of maxima, in tiles.
    private Value covering(Value dy, WinogradTiles tiles) {
        Halo cover = cover(dy.shape, tiles);
        if (cover.isNothing()) {
            return dy;
        }
        Covered key = new Covered(dy, tiles.outputRows(), tiles.outputColumns());
        Value known = covered.get(key);
        if (known == null) {
            Value made = tiled(dy.shape, tiles, dy);
            context.add(enlarged(cover, dy, made));
            covered.put(key, made);
            return made;
        }
        return known;
    }

    private static BlockStep enlarged(Halo halo, Value from, Value to) {
        return new BlockStep(
                List.of(from),
                to,
                (site, block) -> halo.copy(site.array(from), site.at(from, block), site.array(to), site.at(to, block)));
    }

    void inputGradient(int node, int dyNode, Window window, Value dy, TapSumStep.@Nullable Pooled pooled) {
        int weights = context.node(node).inputs().get(1);
        int filters = context.node(weights).shape().dim(0);
        Shape x = context.node(node).shape();
        WinogradTiles tiles = tiles(x, filters, window, reaches.filled(dyNode), pooled != null);
        context.add(
                new WinogradInputStep(
                        context.kernels.products().winograd(tiles),
                        tiles,
                        products(new DenseSum(tiles.channels(), filters, 1, tiles.channels()), tiles),
                        new TileWindow(tiles),
                        covering(dy, tiles),
                        pooled == null ? null : covering(pooled.index(), tiles),
                        transformed(weights, tiles),
                        context.zeros(tiles.channels()),
                        context.blockedResult(node)));
    }

    void weightGradient(int node, int dyNode, Window window, Value x, Value dy, TapSumStep.@Nullable Pooled pooled) {
        Shape weights = context.node(node).shape();
        Shape input = context.node(context.node(node).inputs().get(0)).shape();
        WinogradTiles tiles = tiles(input, weights.dim(0), window, reaches.filled(dyNode), pooled != null);
        WinogradSum sum = WinogradSum.of(tiles);
        WinogradSumKernel products = context.kernels.products().winogradSum(sum);
        int leaves = WinogradWeightStep.leaves(x.shape.dim(0));
        int channels = products.channels();
        Value gradients = Value.rows(Shape.of(leaves, sum.parts(), tiles.allPoints(), channels, sum.filters()));
        context.add(
                new WinogradWeightStep(
                        context.kernels.products().winograd(tiles),
                        context.kernels.products().winograd(sum.gradients()),
                        products,
                        sum,
                        sum.gradients(),
                        context.kernels.copy(),
                        new TileWindow(tiles),
                        x,
                        covering(dy, tiles),
                        pooled == null ? null : covering(pooled.index(), tiles),
                        gradients));
        context.add(
                new WinogradGradientStep(
                        weights(tiles),
                        sum,
                        channels,
                        leaves,
                        context.kernels.elementwise(),
                        gradients,
                        context.rowsResult(node)));
    }
}
