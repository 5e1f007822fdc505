package dev.fovea.device.cpu;

import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.Softmax;
import dev.fovea.kernel.SoftmaxGeometry;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.SoftmaxOp;

import java.util.List;

/// Softmax, cross-entropy and one-hot codes.
final class LowerSoftmax {
    private final Context context;
    private final Softmax kernel;

    LowerSoftmax(Context context) {
        this.context = context;
        this.kernel = context.kernels.softmax();
    }

    void lower(int node, SoftmaxOp op) {
        switch (op) {
            case SoftmaxOp.Softmax softmax -> along(node, softmax.axis(), kernel::softmax);
            case SoftmaxOp.LogSoftmax softmax -> along(node, softmax.axis(), kernel::logSoftmax);
            case SoftmaxOp.CrossEntropy ignored -> crossEntropy(node);
            case SoftmaxOp.CrossEntropyGradient ignored -> crossEntropyGradient(node);
            case SoftmaxOp.OneHot oneHot -> oneHot(node, oneHot.classes());
        }
    }

    private interface Kernel {
        void run(SoftmaxGeometry geometry, float[] x, int xo, float[] y, int yo);
    }

    private SoftmaxGeometry geometry(Value x, int axis) {
        Shape shape = x.shape;
        if (x.blocked && context.block == Block.OF_CHANNELS) {
            return new SoftmaxGeometry(1, shape.dim(axis), 1);
        }
        int outer = shape.size(x.blocked ? 1 : 0, axis);
        int inner = shape.size(axis + 1, shape.rank());
        return new SoftmaxGeometry(outer, shape.dim(axis), inner * x.lanes());
    }

    /// Softmax along axis 0 needs whole columns: it runs on rows.
    private void along(int node, int axis, Kernel softmax) {
        int input = context.node(node).inputs().getFirst();
        if (context.isBlocked(node) && axis != 0) {
            Value x = context.blocked(input);
            Value y = context.result(node);
            SoftmaxGeometry geometry = geometry(x, axis);
            context.add(
                    new BlockStep(
                            List.of(x),
                            y,
                            (site, block) ->
                                    softmax.run(
                                            geometry,
                                            site.array(x),
                                            site.at(x, block),
                                            site.array(y),
                                            site.at(y, block))));
        } else {
            Value x = context.rows(input);
            Value y = context.rowsResult(node);
            SoftmaxGeometry geometry = geometry(x, axis);
            context.add(
                    new RowsStep(
                            List.of(x),
                            y,
                            site -> softmax.run(geometry, site.array(x), site.at(x), site.array(y), site.at(y))));
        }
    }

    private void crossEntropy(int node) {
        Value logits = context.blocked(context.node(node).inputs().get(0));
        Value labels = context.blocked(context.node(node).inputs().get(1));
        Value loss = context.blockedResult(node);
        int classes = logits.elements();
        SoftmaxGeometry geometry = new SoftmaxGeometry(1, classes, Kernels.LANES);
        context.add(
                new BlockStep(
                        List.of(logits, labels),
                        loss,
                        (site, block) -> {
                            check("cross-entropy", site, labels, block, classes);
                            kernel.crossEntropy(
                                    geometry,
                                    site.array(logits),
                                    site.at(logits, block),
                                    site.array(labels),
                                    site.at(labels, block),
                                    site.array(loss),
                                    site.at(loss, block));
                        }));
    }

    private void crossEntropyGradient(int node) {
        Value logits = context.blocked(context.node(node).inputs().get(0));
        Value labels = context.blocked(context.node(node).inputs().get(1));
        Value dy = context.blocked(context.node(node).inputs().get(2));
        Value dx = context.blockedResult(node);
        int classes = logits.elements();
        SoftmaxGeometry geometry = new SoftmaxGeometry(1, classes, Kernels.LANES);
        context.add(
                new BlockStep(
                        List.of(logits, labels, dy),
                        dx,
                        (site, block) -> {
                            check("cross-entropy", site, labels, block, classes);
                            kernel.crossEntropyGradient(
                                    geometry,
                                    site.array(logits),
                                    site.at(logits, block),
                                    site.array(labels),
                                    site.at(labels, block),
                                    site.array(dy),
                                    site.at(dy, block),
                                    site.array(dx),
                                    site.at(dx, block));
                        }));
    }

    private void oneHot(int node, int classes) {
        int input = context.node(node).inputs().getFirst();
        boolean blocks = context.isBlocked(node);
        Value from = blocks ? context.blocked(input) : context.rows(input);
        Value codes = context.result(node);
        SoftmaxGeometry geometry = new SoftmaxGeometry(from.elements(), classes, from.lanes());
        if (blocks) {
            context.add(
                    new BlockStep(
                            List.of(from),
                            codes,
                            (site, block) -> {
                                check("one-hot", site, from, block, classes);
                                kernel.oneHot(
                                        geometry,
                                        site.array(from),
                                        site.at(from, block),
                                        site.array(codes),
                                        site.at(codes, block));
                            }));
        } else {
            context.add(
                    new RowsStep(
                            List.of(from),
                            codes,
                            site -> {
                                for (int i = 0; i < from.size; i++) {
                                    check("one-hot", site.array(from)[site.at(from) + i], i, classes);
                                }
                                kernel.oneHot(
                                        geometry, site.array(from), site.at(from), site.array(codes), site.at(codes));
                            }));
        }
    }

    private static void check(String what, Site site, Value labels, int block, int classes) {
        float[] array = site.array(labels);
        for (int i = 0; i < labels.size; i++) {
            int lane = i % Kernels.LANES;
            if (lane < site.live(block)) {
                check(what, array[site.at(labels, block) + i], block * Kernels.LANES + lane, classes);
            }
        }
    }

    private static void check(String what, float label, int index, int classes) {
        if (!(label >= 0 && label < classes && label == (int) label)) {
            throw new IllegalArgumentException(
                    what
                            + ": the label of sample "
                            + index
                            + " is "
                            + label
                            + "; expected a whole number from 0 to "
                            + (classes - 1)
                            + "; check the labels or the number of outputs");
        }
    }
}
