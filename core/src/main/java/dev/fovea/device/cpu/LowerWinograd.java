package dev.fovea.device.cpu;

import dev.fovea.kernel.DenseSum;
import dev.fovea.kernel.WinogradTiles;
import dev.fovea.kernel.WinogradWeights;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/// Convolutions that [WinogradTiles#tile] names a tile for, and their gradients. Weights are transformed once for all
/// that use them.
final class LowerWinograd {
    private final Context context;
    private final Map<Transformed, Value> transformed = new LinkedHashMap<>();

    LowerWinograd(Context context) {
        this.context = context;
    }

    /// Weights that serve tiles of several sizes are transformed for each.
    private Value transformed(int weights, WinogradTiles tiles) {
        Transformed key = new Transformed(weights, tiles.tile());
        Value known = transformed.get(key);
        if (known == null) {
            known = Value.rows(Shape.of(tiles.allPoints(), tiles.filters(), tiles.channels()));
            context.add(new WinogradTransformStep(weights(tiles), tiles, context.rows(weights), known, false));
            transformed.put(key, known);
        }
        return known;
    }

    private record Transformed(int weights, int tile) {}

    private WinogradWeights weights(WinogradTiles tiles) {
        return context.kernels.products().winogradWeights(tiles.filter());
    }

    private WinogradTiles tiles(Shape x, int filters, Window window, boolean pooled) {
        return WinogradTiles.of(x.dim(1), filters, window, x.dim(2), x.dim(3), pooled);
    }

    private static Halo halo(Shape x, Window window, WinogradTiles tiles) {
        return new Halo(
                x.dim(1),
                x.dim(2),
                x.dim(3),
                window.paddingTop(),
                window.paddingLeft(),
                tiles.imageRows(),
                tiles.imageColumns());
    }

    void forward(int node, Window window, Value x, Value bias, Value y, @Nullable Value winners) {
        int weights = context.node(node).inputs().get(1);
        int filters = context.node(weights).shape().dim(0);
        WinogradTiles tiles = tiles(x.shape, filters, window, winners != null);
        DenseSum sum = new DenseSum(filters, tiles.channels(), tiles.channels(), 1);
        context.add(
                new WinogradForwardStep(
                        context.kernels.products().winograd(tiles),
                        tiles,
                        new WinogradProducts(context.kernels.products().dense(sum), sum, tiles.allPoints()),
                        halo(x.shape, window, tiles),
                        x,
                        transformed(weights, tiles),
                        context.zeros(filters),
                        bias,
                        y,
                        winners));
    }

    void inputGradient(int node, Window window, Value dy, TapSumStep.@Nullable Pooled pooled) {
        int weights = context.node(node).inputs().get(1);
        int filters = context.node(weights).shape().dim(0);
        Shape x = context.node(node).shape();
        WinogradTiles tiles = tiles(x, filters, window, pooled != null);
        DenseSum sum = new DenseSum(tiles.channels(), filters, 1, tiles.channels());
        context.add(
                new WinogradInputStep(
                        context.kernels.products().winograd(tiles),
                        tiles,
                        new WinogradProducts(context.kernels.products().dense(sum), sum, tiles.allPoints()),
                        halo(x, window, tiles),
                        dy,
                        pooled == null ? null : pooled.index(),
                        transformed(weights, tiles),
                        context.zeros(tiles.channels()),
                        context.blockedResult(node)));
    }

    /// Returns whether there is room for the transforms.
    boolean weightGradient(int node, Window window, Value x, Value dy, TapSumStep.@Nullable Pooled pooled) {
        Shape weights = context.node(node).shape();
        Shape input = context.node(context.node(node).inputs().get(0)).shape();
        WinogradTiles tiles = tiles(input, weights.dim(0), window, pooled != null);
        if (!tiles.suitsWeights()) {
            return false;
        }
        Value gradients = Value.rows(Shape.of(tiles.allPoints(), tiles.filters(), tiles.channels()));
        context.add(
                new WinogradWeightStep(
                        context.kernels.products().winograd(tiles),
                        tiles,
                        new Leaves(x.shape.dim(0), context.kernels.elementwise()),
                        context.kernels.blockSum(),
                        x,
                        dy,
                        pooled == null ? null : pooled.index(),
                        gradients));
        context.add(new WinogradTransformStep(weights(tiles), tiles, gradients, context.rowsResult(node), true));
        return true;
    }
}
