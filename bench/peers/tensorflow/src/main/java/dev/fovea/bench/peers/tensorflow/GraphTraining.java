package dev.fovea.bench.peers.tensorflow;

import dev.fovea.bench.peers.ResidentTraining;
import dev.fovea.bench.peers.Side;
import dev.fovea.bench.peers.Work;
import dev.fovea.optim.Adam;
import dev.fovea.optim.Optimiser;
import dev.fovea.optim.Sgd;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.List;

/// Training as one graph: forward pass, gradients, the optimiser's updates; a step is one run of it.
final class GraphTraining extends ResidentTraining {
    private static final int CLASSES = 10;

    private final Work work;
    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Values values = new Values(tf, false);
    private final Session session;
    private final Placeholder<TFloat32> pixels;
    private final Placeholder<TFloat32> targets;
    private final Placeholder<TFloat32> tested;
    private final Placeholder<TFloat32> firstPower;
    private final Placeholder<TFloat32> secondPower;
    private final Operand<TFloat32> loss;
    private final Operand<TFloat32> logits;
    private final Op step;
    private final List<TFloat32> inputs = new ArrayList<>();
    private final List<TFloat32> labels = new ArrayList<>();
    private int steps;

    GraphTraining(Side.TrainingTask task, TensorFlowSide side) {
        this.work = task.work();
        pixels = images(work.batch());
        targets = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(work.batch(), CLASSES)));
        firstPower = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        secondPower = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        Flow trained = new GraphLayers(task.network(), tf, values, true).translate().apply(new Flow(pixels));
        Operand<TFloat32> losses = tf.nn.softmaxCrossEntropyWithLogits(trained.value(), targets).loss();
        loss = tf.math.mean(losses, tf.constant(new int[] {0}));
        step = step(work.optimiser(), work.learningRate());
        tested = images(-1);
        logits = new GraphLayers(task.network(), tf, values, false).translate().apply(new Flow(tested)).value();
        session = new Session(graph, side.configuration());
        Session.Runner first = session.runner();
        values.initialisers().forEach(first::addTarget);
        first.run().close();
    }

    private Placeholder<TFloat32> images(int count) {
        dev.fovea.shape.Shape sample = work.sample();
        return tf.placeholder(
                TFloat32.class, Placeholder.shape(Shape.of(count, sample.dim(1), sample.dim(2), sample.dim(0))));
    }

    /// Everything that a step changes, as one operation.
    private Op step(Optimiser rule, double rate) {
        List<Variable<TFloat32>> parameters = values.trained();
        Output<?>[] of = parameters.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
        Output<?>[] gradients = graph.addGradients(loss.asOutput(), of);
        List<Op> known = new ArrayList<>();
        for (Output<?> each : gradients) {
            known.add(each);
        }
        // No weight may change while a gradient is still to be computed from it.
        Ops after = tf.withControlDependencies(known);
        List<Op> all = new ArrayList<>(values.updates());
        for (int i = 0; i < of.length; i++) {
            all.add(update(after, rule, parameters.get(i), gradient(gradients[i]), tf.constant((float) rate)));
        }
        return tf.withControlDependencies(all).noOp();
    }

    @SuppressWarnings("unchecked") // a gradient is of its parameter's type
    private static Operand<TFloat32> gradient(Output<?> output) {
        return (Output<TFloat32>) output;
    }

    private Op update(
            Ops after,
            Optimiser rule,
            Variable<TFloat32> parameter,
            Operand<TFloat32> gradient,
            Operand<TFloat32> rate) {
        Shape shape = parameter.shape();
        return switch (rule) {
            case Sgd sgd when sgd.momentum() == 0 -> after.train.applyGradientDescent(parameter, rate, gradient);
            case Sgd sgd ->
                    after.train.applyMomentum(
                            parameter, values.zeros(shape), rate, gradient, tf.constant((float) sgd.momentum()));
            case Adam adam ->
                    after.train.applyAdam(
                            parameter,
                            values.zeros(shape),
                            values.zeros(shape),
                            firstPower,
                            secondPower,
                            rate,
                            tf.constant((float) adam.beta1()),
                            tf.constant((float) adam.beta2()),
                            tf.constant((float) adam.epsilon()),
                            gradient);
            default -> throw new IllegalArgumentException("no work has the optimiser " + rule);
        };
    }

    @Override
    protected void keep(float[] images, int[] classes) {
        float[] oneHot = new float[classes.length * CLASSES];
        for (int i = 0; i < classes.length; i++) {
            oneHot[i * CLASSES + classes[i]] = 1;
        }
        inputs.add(TensorFlowSide.images(work.sample(), images, classes.length));
        labels.add(TensorFlowSide.tensor(oneHot, Shape.of(classes.length, CLASSES)));
    }

    @Override
    protected void step(int batch) {
        Session.Runner runner =
                session.runner().feed(pixels, inputs.get(batch)).feed(targets, labels.get(batch)).addTarget(step);
        steps++;
        if (work.optimiser() instanceof Adam adam) {
            try (TFloat32 first = TFloat32.scalarOf((float) StrictMath.pow(adam.beta1(), steps));
                    TFloat32 second = TFloat32.scalarOf((float) StrictMath.pow(adam.beta2(), steps))) {
                runner.feed(firstPower, first).feed(secondPower, second).run().close();
            }
        } else {
            runner.run().close();
        }
    }

    @Override
    protected double loss(int batch) {
        try (Result result =
                session.runner().feed(pixels, inputs.get(batch)).feed(targets, labels.get(batch)).fetch(loss).run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    @Override
    protected float[] logits(float[] images, int count) {
        try (TFloat32 tensor = TensorFlowSide.images(work.sample(), images, count);
                Result result = session.runner().feed(tested, tensor).fetch(logits).run()) {
            return TensorFlowSide.floats((TFloat32) result.get(0));
        }
    }
}
