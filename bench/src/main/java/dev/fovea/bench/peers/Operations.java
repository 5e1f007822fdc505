package dev.fovea.bench.peers;

import dev.fovea.nn.Conv;
import dev.fovea.nn.Dense;
import dev.fovea.nn.LayerOutput;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Tensor;

/// The arithmetic of a network for one image if every product of its convolutions and dense layers is computed: what
/// speeds in GFLOP/s count, whatever a side saves by computing less.
///
/// @param forward floating-point operations of a prediction, two for each multiply-add
/// @param training those of a training step: three times the forward pass, less the first layer's input gradient
public record Operations(double forward, double training) {
    /// {@return the operations of a network}
    ///
    /// @param network its shapes are what counts
    public static Operations of(Network network) {
        Shape sample = network.sampleShape();
        Shape one = Shape.of(1, sample.dim(0), sample.dim(1), sample.dim(2));
        double all = 0;
        double first = 0;
        for (LayerOutput layer : network.outputs(Tensor.samples(one, new float[one.size()]))) {
            if (layer.layer() instanceof Conv || layer.layer() instanceof Dense) {
                Shape output = layer.output().shape();
                int places = output.size() / output.dim(1);
                double own = 2.0 * network.parameter(layer.name() + ".weight").shape().size() * places;
                first = all == 0 ? own : first;
                all += own;
            }
        }
        return new Operations(all, 3 * all - first);
    }
}
