package dev.fovea.device.cpu;

import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.Pooling;
import dev.fovea.kernel.PoolingGeometry;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;
import dev.fovea.tensor.PoolingOp;

import java.util.List;

/// Poolings and their gradients.
final class LowerPooling {
    private final Context context;
    private final Fusions fusions;
    private final Pooling kernel;

    LowerPooling(Context context, Fusions fusions) {
        this.context = context;
        this.fusions = fusions;
        this.kernel = context.kernels.pooling();
    }

    void lower(int node, PoolingOp op) {
        switch (op) {
            case PoolingOp.MaxPool pool -> maximum(node, pool.window());
            case PoolingOp.MaxPoolIndex index -> index(node, index.window());
            case PoolingOp.MaxPoolGradient gradient -> maximumGradient(node, gradient);
            case PoolingOp.MaxPoolGather gather -> gather(node, gather.window());
            case PoolingOp.AveragePool pool -> average(node, pool.window());
            case PoolingOp.AveragePoolGradient gradient -> averageGradient(node, gradient);
        }
    }

    private PoolingGeometry geometry(Shape images, Window window) {
        return new PoolingGeometry(window, context.block.images(images.dim(1)), images.dim(2), images.dim(3));
    }

    private Shape inputShape(int node, int input) {
        return context.node(context.node(node).inputs().get(input)).shape();
    }

    private Value input(int node, int input) {
        return context.blocked(context.node(node).inputs().get(input));
    }

    private void maximum(int node, Window window) {
        if (fusions.isPoolOfConvolution(node) || context.isDefined(node)) {
            return;
        }
        if (hasIndex(node, window)) {
            both(node, window);
            return;
        }
        PoolingGeometry geometry = geometry(inputShape(node, 0), window);
        Value x = input(node, 0);
        Value y = context.blockedResult(node);
        context.add(
                new BlockStep(
                        List.of(x),
                        y,
                        (site, block) ->
                                kernel.maximum(
                                        geometry, site.array(x), site.at(x, block), site.array(y), site.at(y, block))));
    }

    private void index(int node, Window window) {
        if (!fusions.isPoolOfConvolution(node) && !context.isDefined(node)) {
            both(node, window);
        }
    }

    private boolean hasIndex(int pool, Window window) {
        PoolingOp.MaxPoolIndex index = new PoolingOp.MaxPoolIndex(window);
        return context.uses().readers(context.node(pool).inputs().getFirst()).stream()
                .anyMatch(reader -> context.node(reader).op().equals(index));
    }

    /// Maxima and their places in one pass, for all that read either: what training asks for.
    private void both(int node, Window window) {
        PoolingGeometry geometry = geometry(inputShape(node, 0), window);
        Value x = input(node, 0);
        Value maxima = Value.blocked(context.node(node).shape());
        Value index = Value.blocked(context.node(node).shape());
        for (int reader : context.uses().readers(context.node(node).inputs().getFirst())) {
            switch (context.node(reader).op()) {
                case PoolingOp.MaxPool pool when pool.window().equals(window) -> context.define(reader, maxima);
                case PoolingOp.MaxPoolIndex places when places.window().equals(window) -> context.define(reader, index);
                default -> {}
            }
        }
        context.add(
                new BlockStep(
                        List.of(x),
                        List.of(maxima, index),
                        index.shape.dim(0),
                        0,
                        (site, block) ->
                                kernel.maximum(
                                        geometry,
                                        site.array(x),
                                        site.at(x, block),
                                        site.array(maxima),
                                        site.at(maxima, block),
                                        site.array(index),
                                        site.at(index, block))));
    }

    private void maximumGradient(int node, PoolingOp.MaxPoolGradient op) {
        if (fusions.staysPooled(node)) {
            return;
        }
        PoolingGeometry geometry = geometry(context.node(node).shape(), op.window());
        Value dy = input(node, 0);
        Value index = input(node, 1);
        Value dx = context.blockedResult(node);
        context.add(
                new BlockStep(
                        List.of(dy, index),
                        dx,
                        (site, block) ->
                                kernel.maximumGradient(
                                        geometry,
                                        site.array(dy),
                                        site.at(dy, block),
                                        site.array(index),
                                        site.at(index, block),
                                        site.array(dx),
                                        site.at(dx, block))));
    }

    private void gather(int node, Window window) {
        PoolingGeometry geometry = geometry(inputShape(node, 0), window);
        Value x = input(node, 0);
        Value index = input(node, 1);
        Value y = context.blockedResult(node);
        context.add(
                new BlockStep(
                        List.of(x, index),
                        y,
                        (site, block) ->
                                gather(
                                        geometry,
                                        site.array(x),
                                        site.at(x, block),
                                        site.array(index),
                                        site.at(index, block),
                                        site.array(y),
                                        site.at(y, block))));
    }

    /// Copies, for each window and lane, the pixel at the window's tap that `index` names.
    private static void gather(PoolingGeometry geometry, float[] x, int xo, float[] index, int io, float[] y, int yo) {
        Window window = geometry.window();
        int columns = geometry.outputColumns();
        int windows = geometry.outputRows() * columns;
        for (int i = 0; i < geometry.channels() * windows * Kernels.LANES; i++) {
            int at = i / Kernels.LANES % windows;
            int tap = (int) index[io + i];
            int row =
                    at / columns * window.strideRows()
                            - window.paddingTop()
                            + tap / window.kernelColumns() * window.dilationRows();
            int column =
                    at % columns * window.strideColumns()
                            - window.paddingLeft()
                            + tap % window.kernelColumns() * window.dilationColumns();
            int channel = i / Kernels.LANES / windows;
            int pixel = (channel * geometry.rows() + row) * geometry.columns() + column;
            y[yo + i] = x[xo + pixel * Kernels.LANES + i % Kernels.LANES];
        }
    }

    private void average(int node, Window window) {
        PoolingGeometry geometry = geometry(inputShape(node, 0), window);
        Value x = input(node, 0);
        Value y = context.blockedResult(node);
        context.add(
                new BlockStep(
                        List.of(x),
                        y,
                        (site, block) ->
                                kernel.average(
                                        geometry, site.array(x), site.at(x, block), site.array(y), site.at(y, block))));
    }

    private void averageGradient(int node, PoolingOp.AveragePoolGradient op) {
        PoolingGeometry geometry = geometry(context.node(node).shape(), op.window());
        Value dy = input(node, 0);
        Value dx = context.blockedResult(node);
        context.add(
                new BlockStep(
                        List.of(dy),
                        dx,
                        (site, block) ->
                                kernel.averageGradient(
                                        geometry,
                                        site.array(dy),
                                        site.at(dy, block),
                                        site.array(dx),
                                        site.at(dx, block))));
    }
}
