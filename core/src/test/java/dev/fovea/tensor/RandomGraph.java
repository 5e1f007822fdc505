package dev.fovea.tensor;

import dev.fovea.kernel.Elementwise;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;
import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;
import dev.fovea.shape.Window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// A graph of operations that a seed chooses, on leaves of all roles, with gradients and updates.
///
/// What is chosen does not depend on the number of samples, and the data of a sample do not depend on the batch it is
/// in: so the same seed with other samples gives the same operations on other rows.
final class RandomGraph {
    private static final int LARGEST_SAMPLE = 400;
    private static final Window TWO = Window.of(2, 2).withStride(2, 2);

    final List<Update> updates = new ArrayList<>();
    private final List<Tensor> tensors = new ArrayList<>();
    private final Stream random;
    private final Options options;
    private final RandomLeaves leaves;

    /// What a graph is made of.
    ///
    /// @param seed chooses operations and numbers
    /// @param first the first sample of the batch
    /// @param samples samples of the batch
    /// @param operations operations before the gradients
    /// @param perSample whether all results are per sample: no sums over samples, no gradients, no updates
    /// @param awkward whether NaN, infinities, zeros of both signs and ties are among the numbers
    record Options(long seed, int first, int samples, int operations, boolean perSample, boolean awkward) {}

    RandomGraph(Options options) {
        this.options = options;
        this.random = new Stream(options.seed, Purpose.CHOOSE, 0);
        this.leaves = new RandomLeaves(options, random);
        tensors.add(leaves.images());
        tensors.add(leaves.samples(1 + random.nextInt(20)));
        for (int i = 0; i < options.operations; i++) {
            step();
        }
        if (!options.perSample) {
            gradients();
            for (int i = 0; i < 4; i++) {
                step();
            }
            updates();
        }
    }

    /// Every tensor of the graph that is computed, inputs first.
    List<Tensor> everything() {
        Set<Tensor> all = new LinkedHashSet<>();
        tensors.forEach(tensor -> collect(tensor, all));
        return all.stream().filter(tensor -> !tensor.inputs().isEmpty()).toList();
    }

    private static void collect(Tensor tensor, Set<Tensor> all) {
        if (!all.contains(tensor)) {
            tensor.inputs().forEach(input -> collect(input, all));
            all.add(tensor);
        }
    }

    /// A few of the last tensors.
    List<Tensor> few() {
        List<Tensor> few = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Tensor tensor = tensors.get(tensors.size() - 1 - random.nextInt(Math.min(8, tensors.size())));
            if (!tensor.inputs().isEmpty()) {
                few.add(tensor);
            }
        }
        return few;
    }

    // Operations.

    private void step() {
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                Tensor result = operation();
                boolean small = result.shape().size() <= LARGEST_SAMPLE * sampleCount(result);
                if (small && (result.role() == Role.PER_SAMPLE || !options.perSample)) {
                    tensors.add(result);
                    return;
                }
            } catch (ShapeException doesNotFit) {
                // Another one.
            }
        }
    }

    private static int sampleCount(Tensor tensor) {
        return tensor.role() == Role.PER_SAMPLE ? tensor.shape().dim(0) : 16;
    }

    private Tensor operation() {
        return switch (random.nextInt(22)) {
            case 0, 1 -> unary(any());
            case 2, 3, 4 -> binary(any());
            case 5 -> ternary(any());
            case 6 -> reshape(any());
            case 7 -> transpose(any());
            case 8 -> slice(any());
            case 9 -> any().pad(axis(any()), random.nextInt(3), random.nextInt(3));
            case 10 -> concatenate(any());
            case 11 ->
                    random.nextInt(2) == 0
                            ? leaves.shared(1, 3).broadcastTo(Shape.of(4, 2, 3))
                            : any().broadcastLike(any());
            case 12, 13 -> reduce(any());
            case 14, 15 -> matMul(matrix());
            case 16, 17, 18 -> convolution(image());
            case 19 -> pool(image());
            case 20 -> softmax(any());
            default -> random.nextInt(2) == 0 ? normalise(random.nextInt(2) == 0 ? image() : matrix()) : dropout(any());
        };
    }

    private Tensor any() {
        return tensors.get(tensors.size() - 1 - random.nextInt(Math.min(10, tensors.size())));
    }

    private Tensor lastOf(Predicate<Tensor> fits, Tensor otherwise) {
        List<Tensor> fitting = tensors.stream().filter(fits).toList();
        int choice = random.nextInt(4);
        return fitting.size() <= choice ? otherwise : fitting.get(fitting.size() - 1 - choice);
    }

    private Tensor matrix() {
        Tensor fresh =
                random.nextInt(4) > 0 || options.perSample
                        ? leaves.samples(1 + random.nextInt(20))
                        : leaves.shared(17, 3);
        return lastOf(tensor -> tensor.shape().rank() == 2, fresh);
    }

    private Tensor image() {
        Tensor fresh = random.nextInt(4) > 0 || options.perSample ? leaves.images() : leaves.shared(18, 2, 5, 4);
        return lastOf(tensor -> tensor.shape().rank() == 4, fresh);
    }

    private int axis(Tensor tensor) {
        return random.nextInt(Math.max(1, tensor.shape().rank()));
    }

    private Tensor unary(Tensor x) {
        Elementwise.Unary f = Elementwise.Unary.values()[random.nextInt(Elementwise.Unary.values().length)];
        Tensor bounded =
                switch (f) {
                    case EXP, SQUARE -> x.tanh();
                    case LOG, SQRT, RECIPROCAL -> options.awkward ? x : x.abs().add(.25f);
                    case NEGATE, ABSOLUTE, RELU, TANH, SIGMOID -> x;
                };
        return Tensor.apply(new ElementwiseOp.Unary(f), bounded);
    }

    /// Something that meets a tensor: of its shape, of one element, of its last axes, of one value per channel.
    private Tensor partner(Tensor x) {
        Shape shape = x.shape();
        return switch (random.nextInt(6)) {
            case 0 -> leaves.shared();
            case 1 ->
                    shape.rank() < 2 ? leaves.shared(1) : leaves.shared(Shape.of(shape.toArray()).with(0, 1).toArray());
            case 2 -> shape.rank() < 3 ? leaves.shared(1, 1) : leaves.shared(shape.dim(1), 1, 1);
            case 3 -> x.role() == Role.PER_SAMPLE && shape.rank() == 2 ? leaves.samples(1) : any();
            case 4 -> lastOf(tensor -> tensor.shape().equals(shape), x);
            default -> any();
        };
    }

    private Tensor binary(Tensor x) {
        Elementwise.Binary f = Elementwise.Binary.values()[random.nextInt(Elementwise.Binary.values().length)];
        Tensor other = partner(x);
        boolean divides = f == Elementwise.Binary.DIVIDE && !options.awkward;
        Tensor second = divides ? other.abs().add(.25f) : other;
        ElementwiseOp.Binary op = new ElementwiseOp.Binary(f);
        return random.nextInt(4) > 0 || divides ? Tensor.apply(op, x, second) : Tensor.apply(op, second, x);
    }

    private Tensor ternary(Tensor x) {
        Elementwise.Ternary f = Elementwise.Ternary.values()[random.nextInt(Elementwise.Ternary.values().length)];
        return Tensor.apply(new ElementwiseOp.Ternary(f), x, partner(x), partner(x));
    }

    private Tensor reshape(Tensor x) {
        return switch (random.nextInt(options.perSample ? 2 : 4)) {
            case 0 -> x.flatten();
            case 1 -> x.shape().rank() > 1 ? x.reshape(x.shape().dim(0), 1, -1) : x.reshape(-1, 1);
            case 2 -> x.reshape(-1);
            default -> x.reshape(2, -1);
        };
    }

    private Tensor transpose(Tensor x) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            axes.add(options.perSample && axis > 0 ? 1 + random.nextInt(axis) : random.nextInt(axis + 1), axis);
        }
        return Tensor.apply(new ShapeOp.Transpose(List.copyOf(axes)), x);
    }

    private Tensor slice(Tensor x) {
        int axis = axis(x);
        if (axis == 0 && (options.perSample || x.shape().rank() == 0)) {
            return x.negate();
        }
        int extent = x.shape().dim(axis);
        int begin = random.nextInt(extent);
        return x.slice(axis, begin, begin + 1 + random.nextInt(extent - begin));
    }

    private Tensor concatenate(Tensor x) {
        int axis = axis(x);
        return Tensor.concatenate(axis, x, lastOf(tensor -> tensor.shape().equals(x.shape()), x), x.multiply(.5f));
    }

    private Tensor reduce(Tensor x) {
        int[] axes = new int[x.shape().rank()];
        int count = 0;
        for (int axis = options.perSample ? 1 : 0; axis < axes.length; axis++) {
            if (random.nextInt(2) == 0) {
                axes[count++] = axis;
            }
        }
        if (count == 0) {
            return x.argMax(axis(x));
        }
        int[] chosen = Arrays.copyOf(axes, count);
        return switch (random.nextInt(4)) {
            case 0 -> x.sum(chosen).multiply(.1f);
            case 1 -> x.meanKeepingAxes(chosen);
            case 2 -> x.max(chosen);
            default -> x.maxKeepingAxes(chosen);
        };
    }

    private Tensor matMul(Tensor x) {
        int outputs = 1 + random.nextInt(14);
        int inner = x.shape().dim(1);
        return switch (random.nextInt(options.perSample ? 3 : 5)) {
            case 0 -> x.matmul(leaves.shared(inner, outputs));
            case 1 -> x.matmul(leaves.shared(outputs, inner).transpose(), leaves.shared(outputs)).multiply(.25f);
            case 2 -> x.matmul(leaves.shared(inner, outputs), leaves.shared(outputs)).multiply(.25f);
            case 3 -> x.transpose().matmul(lastOf(y -> y.shape().rank() == 2, x)).multiply(.1f);
            default -> x.matmul(x.transpose(), leaves.shared(x.shape().dim(0))).multiply(.1f);
        };
    }

    private Window window() {
        Window window =
                Window.of(1 + random.nextInt(3), 1 + random.nextInt(3))
                        .withStride(1 + random.nextInt(2), 1 + random.nextInt(2))
                        .withDilation(1 + random.nextInt(4) / 3, 1 + random.nextInt(4) / 3);
        int pad = random.nextInt(3);
        return pad == 0 ? window : window.withPadding(pad / 2, pad - 1, random.nextInt(2), pad / 2);
    }

    private Tensor convolution(Tensor x) {
        int channels = x.shape().dim(1);
        int groups = channels % 2 == 0 && random.nextInt(3) == 0 ? 2 : 1;
        int filters = groups * (1 + random.nextInt(4));
        Window window = random.nextInt(2) == 0 ? window() : Window.of(1 + random.nextInt(3), 1 + random.nextInt(3));
        // Where a window hangs over the border, an infinite weight meets a zero in vectors and nothing in scalar code.
        Tensor weights =
                leaves.shared(Shape.of(filters, channels / groups, window.kernelRows(), window.kernelColumns()), false);
        Tensor bias = random.nextInt(2) == 0 ? null : leaves.shared(filters);
        Tensor y = x.multiply(.25f).convolution(weights, bias, window, groups);
        return switch (random.nextInt(4)) {
            case 0 -> y;
            case 1 -> y.maxPool(TWO);
            case 2 -> y.relu().maxPool(TWO);
            default -> y.tanh();
        };
    }

    private Tensor pool(Tensor x) {
        return switch (random.nextInt(4)) {
            case 0 -> x.maxPool(window());
            case 1 -> x.averagePool(window());
            case 2 -> x.sigmoid().maxPool(TWO);
            default -> x.averagePool(TWO);
        };
    }

    private Tensor softmax(Tensor x) {
        int axis = options.perSample && x.shape().rank() > 1 ? 1 + random.nextInt(x.shape().rank() - 1) : axis(x);
        return switch (random.nextInt(4)) {
            case 0 -> x.softmax(axis);
            case 1 -> x.logSoftmax(axis);
            case 2 -> leaves.labels(1 + random.nextInt(5)).oneHot(5);
            default -> {
                Tensor fresh = leaves.samples(1 + random.nextInt(11));
                Tensor logits = lastOf(t -> t.shape().rank() == 2 && t.role() == Role.PER_SAMPLE, fresh);
                int classes = logits.shape().dim(1);
                yield logits.crossEntropy(leaves.labels(classes)).multiply(leaves.labels(3));
            }
        };
    }

    private Tensor normalise(Tensor x) {
        int channels = x.shape().dim(1);
        Tensor variance = leaves.shared(channels).abs().add(.25f);
        return random.nextInt(3) == 0 || options.perSample
                ? x.normalise(leaves.shared(channels), variance, leaves.shared(channels), leaves.shared(channels), .01f)
                : BatchNormalisation.of(x, leaves.shared(channels), leaves.shared(channels), .01f).result();
    }

    private Tensor dropout(Tensor x) {
        int rows = x.shape().rank() == 0 ? 1 : x.shape().dim(0);
        Tensor numbers = x.role() == Role.PER_SAMPLE ? leaves.labels(1000) : Tensor.of(new float[rows]);
        return x.dropout(random.nextInt(10) / 10f, numbers, Tensor.of(Dropout.key(random.nextWord(), 3, 2)));
    }

    // Gradients and updates.

    private void gradients() {
        Tensor loss = Tensor.scalar(0);
        for (Tensor tensor : tensors.subList(Math.max(0, tensors.size() - 10), tensors.size())) {
            loss = loss.add(tensor.multiply(tensor.onesLike()).multiply(.1f).sum());
        }
        List<Tensor> variables = new ArrayList<>();
        leaves.parameters.forEach(parameter -> variables.add(parameter.tensor()));
        variables.add(tensors.getFirst());
        variables.add(any());
        tensors.add(loss);
        tensors.addAll(Gradients.of(loss, variables));
    }

    private void updates() {
        for (Parameter parameter : leaves.parameters) {
            List<Tensor> fitting = tensors.stream().filter(tensor -> tensor.shape().equals(parameter.shape())).toList();
            Tensor next = fitting.isEmpty() ? parameter.tensor() : fitting.get(random.nextInt(fitting.size()));
            OptimiserRule rule = OptimiserRule.values()[random.nextInt(OptimiserRule.values().length)];
            if (random.nextInt(2) == 0) {
                updates.add(parameter.assign(next));
            } else {
                updates.add(optimiserStep(parameter, next, rule));
            }
        }
    }

    private Update optimiserStep(Parameter weights, Tensor gradient, OptimiserRule rule) {
        List<Parameter> state =
                rule.state().stream().map(name -> Parameter.zeros(weights.name() + name, weights.shape())).toList();
        List<Tensor> numbers =
                rule.scalars().stream().map(name -> Tensor.scalar(.25f + random.nextInt(8) / 16f)).toList();
        return new Update.OptimiserStep(rule, weights, state, gradient, numbers);
    }
}
