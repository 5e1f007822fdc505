package dev.fovea.train;

import dev.fovea.data.Batch;
import dev.fovea.data.Dataset;
import dev.fovea.nn.Network;
import dev.fovea.optim.OptimiserState;
import dev.fovea.optim.WeightAverage;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Gradients;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.RecordedRun;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The step of a training: recorded once for each epoch and size of batch, and run for every batch; or recorded each
/// time, where a layer may [mean something else each time][Network#isRepeatable].
final class TrainingStep {
    private final Trainer trainer;
    private final OptimiserState state;
    private final @Nullable Network averaged;
    private final boolean isRepeatable;

    // What the recorded step reads anew in each run.
    private final Numbers rate = new Numbers(1);
    private final Numbers numbers;
    private final Numbers averaging;
    private @Nullable Known known;

    TrainingStep(Trainer trainer, OptimiserState state, @Nullable Network averaged) {
        this.trainer = trainer;
        this.state = state;
        this.averaged = averaged;
        this.isRepeatable = trainer.network().isRepeatable();
        this.numbers = new Numbers(trainer.optimiser().numbers(1).size());
        WeightAverage average = trainer.averaging();
        this.averaging = new Numbers(average == null ? 0 : average.numbers(1).size());
    }

    /// What a step says of its batch, before it.
    record Result(double lossSum, int correct, int samples) {}

    /// A step, recorded: losses and hits of the pass are asked for in the run that updates.
    record Recorded(Tensor losses, Tensor hits, List<Update> updates) {
        List<Tensor> outputs() {
            return List.of(losses, hits);
        }
    }

    /// The step recorded last, and what it reads.
    private record Known(int epoch, Inputs.Values values, RecordedRun run) {
        boolean isFor(int otherEpoch, Batch batch) {
            return epoch == otherEpoch && values.labels().length == batch.size();
        }

        Known with(Batch batch) {
            Inputs.Values next = values.next(batch);
            boolean same = next.pixels() == values.pixels();
            return new Known(epoch, next, same ? run : run.with(values.pixels(), next.pixels()));
        }
    }

    /// Numbers that change from step to step, each in an array that a tensor reads.
    private static final class Numbers {
        private final float[][] values;
        private final List<Tensor> tensors;

        Numbers(int count) {
            values = new float[count][1];
            tensors = new ArrayList<>(count);
            for (float[] value : values) {
                tensors.add(Tensor.of(Shape.of(), value));
            }
        }

        void set(List<Double> next) {
            for (int i = 0; i < values.length; i++) {
                values[i][0] = next.get(i).floatValue();
            }
        }
    }

    /// Makes a step.
    ///
    /// @param batch the samples
    /// @param epoch the epoch, from 0
    /// @param learningRate the learning rate
    /// @param number the number of the step, from 1
    Result run(Batch batch, int epoch, double learningRate, long number) {
        rate.values[0][0] = (float) learningRate;
        numbers.set(trainer.optimiser().numbers(number));
        WeightAverage average = trainer.averaging();
        if (average != null) {
            averaging.set(average.numbers(number));
        }
        Known last = known;
        boolean isKnown = last != null && isRepeatable && last.isFor(epoch, batch);
        Known now = last != null && isKnown ? last.with(batch) : known(batch, epoch);
        known = now;
        List<float[]> values = now.run.run();
        return new Result(sum(values.get(0)), (int) sum(values.get(1)), batch.size());
    }

    private Known known(Batch batch, int epoch) {
        Dataset data = trainer.loader().data();
        Inputs.Values values = Inputs.Values.of(batch, data);
        Recorded recorded = record(Inputs.of(values, data), epoch);
        return new Known(
                epoch, values, RecordedRun.of(trainer.network().engine(), recorded.outputs(), recorded.updates));
    }

    /// Records a step.
    ///
    /// @param inputs its samples
    /// @param epoch the epoch, from 0
    Recorded record(Inputs inputs, int epoch) {
        Network network = trainer.network();
        Network.Pass pass = network.train(inputs.pixels(), inputs.samples(), epoch);
        Tensor losses = pass.output().crossEntropy(inputs.labels());
        Tensor hits = pass.output().argMax(1).equal(inputs.labels());
        List<Parameter> parameters = network.parameters();
        List<Tensor> gradients =
                Gradients.of(
                        trainer.loss(pass.output(), inputs.labels()),
                        parameters.stream().map(Parameter::tensor).toList());
        List<Update> updates = new ArrayList<>(pass.updates());
        updates.addAll(
                trainer.optimiser()
                        .step(state, parameters, trainer.clip(gradients), rate.tensors.getFirst(), numbers.tensors));
        WeightAverage average = trainer.averaging();
        if (averaged != null && average != null) {
            updates.addAll(average.step(network.all(), averaged.all(), averaging.tensors));
        }
        return new Recorded(losses, hits, updates);
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
