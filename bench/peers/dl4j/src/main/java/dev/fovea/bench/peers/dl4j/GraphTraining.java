package dev.fovea.bench.peers.dl4j;

import dev.fovea.bench.peers.ResidentTraining;
import dev.fovea.bench.peers.Side;
import dev.fovea.optim.Adam;
import dev.fovea.optim.Optimiser;
import dev.fovea.optim.Sgd;
import dev.fovea.shape.Shape;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

import java.util.ArrayList;
import java.util.List;

/// Training with DL4J's graph of layers.
final class GraphTraining extends ResidentTraining {
    private static final int CLASSES = 10;

    private final Shape sample;
    private final ComputationGraph graph;
    private final List<DataSet> batches = new ArrayList<>();

    GraphTraining(Side.TrainingTask task) {
        sample = task.work().sample();
        graph = Dl4jSide.graph(task.network(), updater(task.work().optimiser(), task.work().learningRate()), true);
    }

    /// DL4J has Nesterov's momentum only.
    private static IUpdater updater(Optimiser rule, double rate) {
        return switch (rule) {
            case Sgd sgd when sgd.momentum() == 0 -> new org.nd4j.linalg.learning.config.Sgd(rate);
            case Sgd sgd -> new Nesterovs(rate, sgd.momentum());
            case Adam adam ->
                    new org.nd4j.linalg.learning.config.Adam(rate, adam.beta1(), adam.beta2(), adam.epsilon());
            default -> throw new IllegalArgumentException("no work has the optimiser " + rule);
        };
    }

    @Override
    protected void keep(float[] pixels, int[] classes) {
        INDArray labels = Nd4j.zeros(classes.length, CLASSES);
        for (int i = 0; i < classes.length; i++) {
            labels.putScalar(i, classes[i], 1);
        }
        batches.add(new DataSet(Dl4jSide.images(sample, pixels, classes.length), labels));
    }

    @Override
    protected void step(int batch) {
        graph.fit(batches.get(batch));
    }

    @Override
    protected double loss(int batch) {
        graph.setInput(0, batches.get(batch).getFeatures());
        graph.setLabels(batches.get(batch).getLabels());
        graph.computeGradientAndScore(); // score(...) would normalise by running statistics
        return graph.score();
    }

    /// Probabilities, which have the same order.
    @Override
    protected float[] logits(float[] pixels, int count) {
        return graph.outputSingle(Dl4jSide.images(sample, pixels, count)).data().asFloat();
    }
}
