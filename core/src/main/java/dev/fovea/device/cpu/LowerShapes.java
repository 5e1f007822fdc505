package dev.fovea.device.cpu;

import dev.fovea.kernel.Copy;
import dev.fovea.kernel.CopyGeometry;
import dev.fovea.kernel.Kernels;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.ShapeOp;

import java.util.Arrays;
import java.util.List;

/// Operations that move values. In blocks axis 0 stays where it is: they move the elements of each sample, sixteen
/// samples at a time.
final class LowerShapes {
    private final Context context;
    private final Copy copy;

    LowerShapes(Context context) {
        this.context = context;
        this.copy = context.kernels.copy();
    }

    void lower(int node, ShapeOp op) {
        switch (op) {
            case ShapeOp.Reshape reshape -> reshape(node);
            case ShapeOp.Transpose transpose -> transpose(node, transpose.permutation());
            case ShapeOp.Slice slice -> box(node, slice.begin(), true);
            case ShapeOp.Pad pad -> box(node, pad.before(), false);
            case ShapeOp.Concatenate concatenate -> concatenate(node, concatenate.axis());
            case ShapeOp.BroadcastTo broadcast -> broadcast(node);
        }
    }

    /// The node's input in the layout of the node itself.
    private Value input(int node, int index) {
        int input = context.node(node).inputs().get(index);
        return context.isBlocked(node) ? context.blocked(input) : context.rows(input);
    }

    /// Extents of what is moved: of a sample in blocks, else of the whole.
    private static int[] extents(Value value) {
        int[] all = value.shape.toArray();
        return value.blocked ? Arrays.copyOfRange(all, 1, all.length) : all;
    }

    private static int[] moved(List<Integer> perAxis, boolean blocked) {
        return perAxis.stream().skip(blocked ? 1 : 0).mapToInt(i -> i).toArray();
    }

    /// The same memory under another shape.
    private void reshape(int node) {
        Value from = input(node, 0);
        Shape shape = context.node(node).shape();
        context.define(node, from.blocked ? context.reshaped(from, shape) : from.as(shape));
    }

    private void transpose(int node, List<Integer> permutation) {
        Value from = input(node, 0);
        int first = from.blocked ? 1 : 0;
        int[] order = permutation.stream().skip(first).mapToInt(axis -> axis - first).toArray();
        copy(CopyGeometry.permute(extents(from), order, from.lanes()), from, 0, context.result(node), 0, false);
    }

    private void box(int node, List<Integer> at, boolean slice) {
        Value from = input(node, 0);
        Value to = context.result(node);
        int[] corner = moved(at, from.blocked);
        int[] inner = slice ? extents(to) : extents(from);
        int lanes = from.lanes();
        CopyGeometry geometry = CopyGeometry.box(inner, extents(from), extents(to), lanes);
        int source = slice ? CopyGeometry.offset(extents(from), corner, lanes) : 0;
        int target = slice ? 0 : CopyGeometry.offset(extents(to), corner, lanes);
        copy(geometry, from, source, to, target, !slice);
    }

    private void concatenate(int node, int axis) {
        Value to = context.result(node);
        int inputs = context.node(node).inputs().size();
        CopyGeometry[] geometries = new CopyGeometry[inputs];
        int[] offsets = new int[inputs];
        Value[] from = new Value[inputs];
        int[] corner = new int[extents(to).length];
        for (int i = 0; i < inputs; i++) {
            from[i] = input(node, i);
            geometries[i] = CopyGeometry.box(extents(from[i]), extents(from[i]), extents(to), to.lanes());
            offsets[i] = CopyGeometry.offset(extents(to), corner, to.lanes());
            corner[axis - (to.blocked ? 1 : 0)] += from[i].shape.dim(axis);
        }
        List<Value> reads = List.of(from);
        if (to.blocked) {
            context.add(
                    new BlockStep(
                            reads,
                            to,
                            (site, block) -> {
                                for (int i = 0; i < inputs; i++) {
                                    int at = site.at(to, block) + offsets[i];
                                    copy.copy(
                                            geometries[i],
                                            site.array(from[i]),
                                            site.at(from[i], block),
                                            site.array(to),
                                            at);
                                }
                            }));
        } else {
            context.add(
                    new RowsStep(
                            reads,
                            to,
                            site -> {
                                for (int i = 0; i < inputs; i++) {
                                    int at = site.at(to) + offsets[i];
                                    copy.copy(geometries[i], site.array(from[i]), site.at(from[i]), site.array(to), at);
                                }
                            }));
        }
    }

    private void broadcast(int node) {
        int input = context.node(node).inputs().getFirst();
        Shape shape = context.node(node).shape();
        Shape from = context.node(input).shape();
        boolean blocked = context.isBlocked(node);
        boolean hasSamples =
                blocked
                        && from.rank() == shape.rank()
                        && (shape.dim(0) > 1 || context.isBlocked(input))
                        && from.dim(0) == shape.dim(0);
        if (!blocked || hasSamples) {
            Value value = blocked ? context.blocked(input) : context.rows(input);
            Value to = context.result(node);
            int[] small = aligned(extents(value), extents(to).length);
            copy(CopyGeometry.broadcast(small, extents(to), value.lanes(), to.lanes()), value, 0, to, 0, false);
            return;
        }
        Value value = context.rows(input);
        Value to = context.result(node);
        int[] sample =
                from.rank() == shape.rank() ? Arrays.copyOfRange(from.toArray(), 1, from.rank()) : from.toArray();
        CopyGeometry geometry =
                CopyGeometry.broadcast(aligned(sample, extents(to).length), extents(to), 1, Kernels.LANES);
        copy(geometry, value, 0, to, 0, false);
    }

    /// Extents with ones in front.
    private static int[] aligned(int[] extents, int rank) {
        int[] aligned = new int[rank];
        Arrays.fill(aligned, 1);
        System.arraycopy(extents, 0, aligned, rank - extents.length, extents.length);
        return aligned;
    }

    /// A step that copies a box; `clears` what lies around it in the target.
    void copy(CopyGeometry geometry, Value from, int source, Value to, int target, boolean clears) {
        if (to.blocked) {
            context.add(
                    new BlockStep(
                            List.of(from),
                            to,
                            (site, block) -> {
                                int out = site.at(to, block);
                                if (clears) {
                                    copy.fill(0, site.array(to), out, to.size);
                                }
                                int in = from.blocked ? site.at(from, block) : site.at(from);
                                copy.copy(geometry, site.array(from), in + source, site.array(to), out + target);
                            }));
        } else {
            context.add(
                    new RowsStep(
                            List.of(from),
                            to,
                            site -> {
                                if (clears) {
                                    copy.fill(0, site.array(to), site.at(to), to.size);
                                }
                                copy.copy(
                                        geometry,
                                        site.array(from),
                                        site.at(from) + source,
                                        site.array(to),
                                        site.at(to) + target);
                            }));
        }
    }
}
