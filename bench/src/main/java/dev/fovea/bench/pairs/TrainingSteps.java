package dev.fovea.bench.pairs;

import dev.fovea.bench.peers.Work;
import dev.fovea.bench.peers.WorkData;
import dev.fovea.data.Batch;
import dev.fovea.data.Batches;
import dev.fovea.data.Dataset;
import dev.fovea.data.Loader;
import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.nn.Losses;
import dev.fovea.nn.Network;
import dev.fovea.optim.Optimiser;
import dev.fovea.optim.OptimiserState;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Gradients;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Steps of a training, one for each call, which gives the loss of its batch. Every build has this class by a loader of
/// its own, so what it shows to others is a class of Java's.
public final class TrainingSteps implements DoubleSupplier {
    private final Dataset data;
    private final Network network;
    private final Optimiser optimiser;
    private final OptimiserState state;
    private final double learningRate;
    private final Batches batches;
    private int epoch;
    private int step;

    /// A training before its first step.
    ///
    /// @param name of a [Work]
    /// @param threads that may compute
    /// @throws IOException if its data are there and cannot be read
    public TrainingSteps(String name, int threads) throws IOException {
        Work work = Work.valueOf(name);
        data = WorkData.of(work).train();
        network =
                work.network().on(new StandardEngine(new CpuDevice(KernelSelection.select("auto").kernels(), threads)));
        optimiser = work.optimiser();
        state = OptimiserState.of(optimiser, network.parameters());
        learningRate = work.learningRate();
        batches = Loader.of(data, work.batch()).shuffled(WorkData.ORDER_SEED).droppingLast().batches();
        batches.start(0);
    }

    @Override
    public double getAsDouble() {
        if (!batches.next()) {
            batches.start(++epoch);
            batches.next();
        }
        Batch batch = batches.current();
        int size = batch.size();
        Shape shape = Shape.of(size, data.channels(), data.height(), data.width());
        Network.Pass pass =
                network.train(
                        Tensor.samples(shape, batch.pixels()),
                        Tensor.samples(Shape.of(size), floats(batch.samples(), size)),
                        epoch);
        Tensor labels = Tensor.samples(Shape.of(size), floats(batch.labels(), size));
        Tensor loss = Losses.crossEntropy(pass.output(), labels);
        List<Parameter> parameters = network.parameters();
        List<Tensor> gradients = Gradients.of(loss, parameters.stream().map(Parameter::tensor).toList());
        List<Update> updates = new ArrayList<>(pass.updates());
        updates.addAll(optimiser.step(state, parameters, gradients, learningRate, ++step));
        network.engine().run(List.of(loss), updates);
        return loss.value()[0];
    }

    private static float[] floats(int[] values, int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = values[i];
        }
        return floats;
    }
}
