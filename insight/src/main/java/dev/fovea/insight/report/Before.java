package dev.fovea.insight.report;

import dev.fovea.nn.Network;
import dev.fovea.tensor.Parameter;

import java.util.LinkedHashMap;
import java.util.Map;

/// A network as it was before training. Its values follow from seed, layers and initialisers, so making it anew gives
/// them exactly and nothing has to be stored.
///
/// @param values by the parameters' names
record Before(Map<String, float[]> values) {
    /// Makes a trained network's first values again.
    static Before of(Network trained) {
        Network fresh = Network.of(trained.sampleShape(), trained.seed(), trained.layers());
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : fresh.parameters()) {
            values.put(parameter.name(), parameter.array());
        }
        return new Before(values);
    }

    float[] of(Parameter parameter) {
        return values.getOrDefault(parameter.name(), new float[0]);
    }
}
