package dev.fovea.nn;

import dev.fovea.shape.Shape;
import dev.fovea.tensor.ConvolutionOp;
import dev.fovea.tensor.MatMul;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a network is made of, layer by layer, for one sample; it prints as a table of at most 80 columns.
///
/// Multiply-adds are those of convolutions and matrix products, one for each product that is summed. Memory is that of
/// a layer's output, 4 bytes an element.
///
/// @param sampleShape the shape of one sample
/// @param rows the layers, outer ones before those within them
public record Summary(Shape sampleShape, List<Row> rows) {
    /// Copies the list.
    public Summary {
        rows = List.copyOf(rows);
    }

    /// One layer.
    ///
    /// @param name its name in the network, like `residual1.conv2`
    /// @param layer the layer
    /// @param output the shape of its output for one sample
    /// @param parameters how many numbers of it are trained, without those of layers within it
    /// @param multiplyAdds its multiply-adds for one sample, without those of layers within it
    /// @param isOuter whether there are layers within it
    public record Row(String name, Layer layer, Shape output, long parameters, long multiplyAdds, boolean isOuter) {
        /// Bytes of the output of one sample.
        ///
        /// @return at least 4
        public long memory() {
            return (long) Float.BYTES * output.size();
        }
    }

    static Summary of(Shape sampleShape, Tensor x, ForwardPass pass) {
        Set<Tensor> counted = new LinkedHashSet<>(List.of(x));
        List<LayerOutput> outputs = pass.outputs();
        long[] work = new long[outputs.size()];
        // Inner layers come after their outer one, and have to be counted before it.
        for (int i : innerFirst(outputs)) {
            work[i] = multiplyAdds(outputs.get(i).output(), counted);
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < work.length; i++) {
            LayerOutput output = outputs.get(i);
            rows.add(
                    new Row(
                            output.name(),
                            output.layer(),
                            sampleOf(output.output().shape()),
                            parameters(output.name(), pass),
                            work[i],
                            isOuter(output.name(), outputs)));
        }
        return new Summary(sampleShape, rows);
    }

    private static List<Integer> innerFirst(List<LayerOutput> outputs) {
        List<Integer> order = new ArrayList<>();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < outputs.size(); i++) {
            while (!open.isEmpty() && !isWithin(outputs.get(i).name(), outputs.get(open.peek()).name())) {
                order.add(open.pop());
            }
            open.push(i);
        }
        order.addAll(open);
        return order;
    }

    private static boolean isWithin(String name, String outer) {
        return name.startsWith(outer + ".");
    }

    private static boolean isOuter(String name, List<LayerOutput> outputs) {
        return outputs.stream().anyMatch(other -> isWithin(other.name(), name));
    }

    private static long parameters(String name, ForwardPass pass) {
        long count = 0;
        for (Parameter parameter : pass.trained().values()) {
            int point = parameter.name().lastIndexOf('.');
            count += parameter.name().substring(0, Math.max(0, point)).equals(name) ? parameter.shape().size() : 0;
        }
        return count;
    }

    /// Adds up what a tensor needs and no earlier one needed.
    private static long multiplyAdds(Tensor output, Set<Tensor> counted) {
        long sum = 0;
        ArrayDeque<Tensor> open = new ArrayDeque<>(List.of(output));
        while (!open.isEmpty()) {
            Tensor tensor = open.pop();
            if (counted.add(tensor)) {
                sum += multiplyAdds(tensor);
                tensor.inputs().forEach(open::push);
            }
        }
        return sum;
    }

    private static long multiplyAdds(Tensor tensor) {
        if (tensor.op() instanceof ConvolutionOp.Convolution) {
            Shape weights = tensor.inputs().get(1).shape();
            return (long) tensor.shape().size() * (weights.size() / weights.dim(0));
        }
        if (tensor.op() instanceof MatMul matMul) {
            return (long) tensor.shape().size() * tensor.inputs().getFirst().shape().dim(matMul.transposeA() ? 0 : 1);
        }
        return 0;
    }

    private static Shape sampleOf(Shape batch) {
        return batch.rank() == 0 ? batch : batch.without(List.of(0));
    }

    /// How many numbers are trained.
    ///
    /// @return of all layers
    public long parameters() {
        return rows.stream().mapToLong(Row::parameters).sum();
    }

    /// Multiply-adds of one sample.
    ///
    /// @return of all layers
    public long multiplyAdds() {
        return rows.stream().mapToLong(Row::multiplyAdds).sum();
    }

    /// Bytes of the outputs of one sample, all layers together.
    ///
    /// @return of those layers that have none within them
    public long memory() {
        return rows.stream().filter(row -> !row.isOuter()).mapToLong(Row::memory).sum();
    }

    /// The table.
    @Override
    public String toString() {
        return SummaryTable.of(this);
    }
}
