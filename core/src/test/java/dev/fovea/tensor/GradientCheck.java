package dev.fovea.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;
import dev.fovea.reference.ReferenceEngine;
import dev.fovea.shape.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Compares gradients with central differences in double precision, once and twice: the gradients' gradients too.
///
/// @param name what is checked
/// @param leaves what is varied
/// @param function what is differentiated
record GradientCheck(String name, List<Tensor> leaves, Function<List<Tensor>, Tensor> function) {
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 2e-7;

    static GradientCheck of(String name, Function<List<Tensor>, Tensor> function, Tensor... leaves) {
        return new GradientCheck(name, List.of(leaves), function);
    }

    /// Normal numbers that depend on their place only, as a shared leaf.
    static Tensor normal(int site, int... extents) {
        return Tensor.of(Shape.of(extents), numbers(site, Shape.of(extents).size()));
    }

    /// Normal numbers as a batch.
    static Tensor batch(int site, int... extents) {
        return Tensor.samples(Shape.of(extents), numbers(site, Shape.of(extents).size()));
    }

    /// Numbers from 0.5 to 1.5.
    static Tensor positive(int site, int... extents) {
        Stream stream = new Stream(2, Purpose.CHOOSE, site);
        float[] values = new float[Shape.of(extents).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = .5f + stream.nextFloat();
        }
        return Tensor.of(Shape.of(extents), values);
    }

    private static float[] numbers(int site, int count) {
        Stream stream = new Stream(1, Purpose.CHOOSE, site);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            // Functions with a kink have it at 0: differences must not step over it.
            while (Math.abs(values[i]) < .01f) {
                values[i] = (float) stream.nextNormal();
            }
        }
        return values;
    }

    /// The result that is differentiated.
    Tensor result() {
        return function.apply(leaves);
    }

    void run() {
        Tensor first = first();
        compare("gradient of " + name, first);
        compare("second gradient of " + name, second(first));
    }

    private Tensor first() {
        return weighted(result(), 900);
    }

    private Tensor second(Tensor first) {
        Tensor second = Tensor.scalar(0);
        int site = 901;
        for (Tensor gradient : Gradients.of(first, leaves)) {
            second = second.add(weighted(gradient, site++));
        }
        return second;
    }

    /// The result, its gradients and their gradients.
    List<Tensor> everything() {
        Tensor first = first();
        List<Tensor> all = new ArrayList<>(List.of(result()));
        all.addAll(Gradients.of(first, leaves));
        all.addAll(Gradients.of(second(first), leaves));
        return all;
    }

    /// A sum with weights, so that no two elements count alike.
    private static Tensor weighted(Tensor tensor, int site) {
        return tensor.multiply(normal(site, tensor.shape().toArray())).sum();
    }

    private void compare(String what, Tensor loss) {
        List<Tensor> outputs = new ArrayList<>(List.of(loss));
        outputs.addAll(Gradients.of(loss, leaves));
        Recording recording = Recording.of(outputs, List.of());
        List<double[]> arguments = arguments(recording);
        List<double[]> values = ReferenceEngine.evaluateAll(recording.graph(), arguments);
        List<Integer> nodes = recording.graph().outputs();
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            double[] gradient = values.get(nodes.get(leaf + 1));
            assertEquals(leaves.get(leaf).shape().size(), gradient.length, what);
            int node = nodeOf(leaves.get(leaf), recording);
            for (int i = 0; i < gradient.length; i++) {
                double expected = node < 0 ? 0 : difference(recording.graph(), nodes.getFirst(), arguments, node, i);
                double scale = 1 + Math.abs(expected);
                assertEquals(expected, gradient[i], TOLERANCE * scale, what + ", leaf " + leaf + ", element " + i);
            }
        }
    }

    private static double difference(Graph graph, int loss, List<double[]> arguments, int node, int element) {
        double[] values = arguments.get(node);
        double before = values[element];
        values[element] = before + STEP;
        double above = ReferenceEngine.evaluateAll(graph, arguments).get(loss)[0];
        values[element] = before - STEP;
        double below = ReferenceEngine.evaluateAll(graph, arguments).get(loss)[0];
        values[element] = before;
        return (above - below) / (2 * STEP);
    }

    private static List<double[]> arguments(Recording recording) {
        List<double[]> arguments = new ArrayList<>();
        for (int node = 0; node < recording.graph().nodes().size(); node++) {
            boolean isLeaf = recording.graph().nodes().get(node).op() instanceof Leaf;
            float[] floats = isLeaf ? recording.argument(node) : new float[0];
            double[] values = new double[floats.length];
            for (int i = 0; i < floats.length; i++) {
                values[i] = floats[i];
            }
            arguments.add(values);
        }
        return arguments;
    }

    /// The node of a leaf, found by its array; -1 if the loss does not depend on it.
    private static int nodeOf(Tensor leaf, Recording recording) {
        assertTrue(leaf.content() instanceof Content.Known, "a leaf with values");
        float[] values = ((Content.Known) leaf.content()).values();
        for (int node = 0; node < recording.graph().nodes().size(); node++) {
            if (recording.graph().nodes().get(node).op() instanceof Leaf && recording.argument(node) == values) {
                return node;
            }
        }
        return -1;
    }
}
