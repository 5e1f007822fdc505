package dev.fovea.train;

import dev.fovea.tensor.Parameter;

import java.util.List;

/// A copy of all that changes in training, to go back to when numbers are none any more.
final class LastGood {
    private final List<Parameter> parameters;
    private final float[][] values;

    LastGood(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
        this.values = new float[parameters.size()][];
        keep();
    }

    /// Copies the present values.
    void keep() {
        for (int i = 0; i < values.length; i++) {
            float[] now = parameters.get(i).array();
            if (values[i] == null) {
                values[i] = new float[now.length];
            }
            System.arraycopy(now, 0, values[i], 0, now.length);
        }
    }

    /// Brings the copied values back.
    void restore() {
        for (int i = 0; i < values.length; i++) {
            parameters.get(i).set(values[i]);
        }
    }
}
