package dev.fovea.train;

import dev.fovea.nn.LayerOutput;
import dev.fovea.nn.Network;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;

import java.util.List;

/// Looks for the layer where numbers cease to be numbers.
final class NotFinite {
    private NotFinite() {}

    /// The first parameter with a value that is no finite number, in words; empty where there is none.
    static String find(Network network) {
        for (Parameter parameter : network.all()) {
            for (float value : parameter.array()) {
                if (!Float.isFinite(value)) {
                    return "the parameter "
                            + parameter.name()
                            + " of layer "
                            + layer(parameter)
                            + " has the value "
                            + value;
                }
            }
        }
        return "";
    }

    private static String layer(Parameter parameter) {
        int dot = parameter.name().lastIndexOf('.');
        return dot < 0 ? parameter.name() : parameter.name().substring(0, dot);
    }

    /// The first parameter or layer output that is not finite for a batch, to be put behind a message; empty where all
    /// are.
    static String find(Network network, Inputs inputs) {
        String parameter = find(network);
        if (!parameter.isEmpty()) {
            return ", because " + parameter;
        }
        List<LayerOutput> outputs = network.outputs(inputs.pixels());
        network.engine().run(outputs.stream().map(LayerOutput::output).toArray(Tensor[]::new));
        for (LayerOutput output : outputs) {
            for (float value : output.output().value()) {
                if (!Float.isFinite(value)) {
                    return ", because layer "
                            + output.name()
                            + " ("
                            + output.layer()
                            + ") is the first whose output is not finite: it has the value "
                            + value;
                }
            }
        }
        return "; all layers' outputs are finite before the batch's step";
    }
}
