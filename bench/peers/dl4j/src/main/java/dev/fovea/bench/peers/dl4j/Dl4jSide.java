package dev.fovea.bench.peers.dl4j;

import dev.fovea.bench.peers.Side;
import dev.fovea.bench.peers.Versions;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;

import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// DL4J.
public final class Dl4jSide implements Side {
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";

    /// The native library on the class path that has oneDNN.
    private static final Pattern LIBRARY = Pattern.compile("nd4j-native-[^:]*(-onednn-avx\\w+)\\.jar");

    // Which of its libraries DL4J loads is the word of a property, which is read when the first of its classes is: it
    // names the one that was downloaded, which bench/prepare chooses for the processor.
    static {
        Matcher library = LIBRARY.matcher(System.getProperty("java.class.path"));
        if (!library.find()) {
            throw new IllegalStateException("starting DL4J: the class path has no library of it with oneDNN");
        }
        System.setProperty(EXTENSION, library.group(1));
    }

    private final int threads;

    /// DL4J with its usual settings; how many threads it uses is said by `OMP_NUM_THREADS`.
    ///
    /// @param threads what that says
    public Dl4jSide(int threads) {
        this.threads = threads;
    }

    @Override
    public String version() {
        return Versions.of("org.deeplearning4j", "deeplearning4j-nn");
    }

    @Override
    public String tuning() {
        return "graph, workspaces, channels first, native library "
                + Loader.getPlatform()
                + System.getProperty(EXTENSION, "")
                + ", Nesterov's momentum where others have the plain one, "
                + threads
                + " threads";
    }

    @Override
    public Trained train(TrainingTask task) throws Exception {
        return new GraphTraining(task).run(task);
    }

    @Override
    public Predictor predictor(Network network, float[] inputs, int count) {
        ComputationGraph graph = graph(network, new NoOp(), false);
        INDArray images = images(network.sampleShape(), inputs, count);
        return () -> graph.outputSingle(images).data().asFloat();
    }

    /// A network of ours with its values.
    ///
    /// @param training whether there is a loss at its end, and softmax
    static ComputationGraph graph(Network network, IUpdater updater, boolean training) {
        Shape sample = network.sampleShape();
        GraphBuilder builder =
                new NeuralNetConfiguration.Builder()
                        .updater(updater)
                        .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                        .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                        .graphBuilder()
                        .addInputs("pixels")
                        .setInputTypes(InputType.convolutional(sample.dim(1), sample.dim(2), sample.dim(0)));
        GraphLayers layers = new GraphLayers(network, builder);
        String output = layers.translate().apply("pixels");
        if (training) {
            LossLayer loss =
                    new LossLayer.Builder(LossFunctions.LossFunction.MCXENT).activation(Activation.SOFTMAX).build();
            builder.addLayer("loss", loss, output);
            output = "loss";
        }
        ComputationGraph graph = new ComputationGraph(builder.setOutputs(output).build());
        graph.init();
        layers.values().forEach((name, value) -> graph.setParam(name, value));
        return graph;
    }

    static INDArray images(Shape sample, float[] pixels, int count) {
        long[] shape = {count, sample.dim(0), sample.dim(1), sample.dim(2)};
        return Nd4j.create(pixels, shape, 'c');
    }
}
