package dev.fovea.insight.inspect;

import dev.fovea.shape.Shape;
import dev.fovea.tensor.Parameter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The figures of a parameter: of all its numbers, and of each of its filters. Filters, units and channels are counted
/// from 1, as layers are.
///
/// @param name like `conv1.weight`
/// @param shape of the parameter
/// @param trained whether it is; false for running statistics
/// @param channel the input channel of a convolution that the figures are of; 0 for all
/// @param all of all numbers
/// @param filters of each filter of a convolution, or of each unit of a dense layer; empty for vectors
public record ParameterFigures(
        String name, Shape shape, boolean trained, int channel, Spread all, List<Spread> filters) {
    /// The rank of a convolution's weights: `[filters, channels, rows, columns]`.
    private static final int CONVOLUTION = 4;

    /// Copies the list.
    public ParameterFigures {
        filters = List.copyOf(filters);
    }

    /// The figures of a parameter.
    ///
    /// @param parameter the parameter
    /// @param trained whether it is
    /// @param channel an input channel, from 1; 0 for all. A parameter that has no such channel is taken as a whole.
    /// @return the figures
    public static ParameterFigures of(Parameter parameter, boolean trained, int channel) {
        int taken = hasChannel(parameter, channel) ? channel : 0;
        float[] values = values(parameter, taken);
        List<Spread> filters = new ArrayList<>();
        if (parameter.shape().rank() > 1) {
            int count = parameter.shape().dim(0);
            int each = values.length / count;
            for (int i = 0; i < count; i++) {
                filters.add(Spread.of(Arrays.copyOfRange(values, i * each, (i + 1) * each)));
            }
        }
        return new ParameterFigures(parameter.name(), parameter.shape(), trained, taken, Spread.of(values), filters);
    }

    /// Whether a parameter is the weights of a convolution.
    ///
    /// @param parameter any parameter
    /// @return true for `[filters, channels, rows, columns]`
    public static boolean isConvolution(Parameter parameter) {
        return parameter.shape().rank() == CONVOLUTION;
    }

    /// Whether a parameter has an input channel.
    ///
    /// @param parameter any parameter
    /// @param channel from 1
    /// @return false for 0, and for all but convolutions
    static boolean hasChannel(Parameter parameter, int channel) {
        return isConvolution(parameter) && channel >= 1 && channel <= parameter.shape().dim(1);
    }

    /// The numbers of a parameter, or those of one input channel of a convolution.
    ///
    /// @param parameter the parameter
    /// @param channel from 1, or 0 for all
    /// @return row-major, without the axis of channels if there is one of them
    static float[] values(Parameter parameter, int channel) {
        float[] values = parameter.values();
        if (channel == 0) {
            return values;
        }
        Shape shape = parameter.shape();
        int area = shape.dim(2) * shape.dim(3);
        float[] part = new float[shape.dim(0) * area];
        for (int filter = 0; filter < shape.dim(0); filter++) {
            int from = (filter * shape.dim(1) + channel - 1) * area;
            System.arraycopy(values, from, part, filter * area, area);
        }
        return part;
    }

    /// {@return what axis 0 counts: `filter` or `unit`}
    public String counted() {
        return shape.rank() == CONVOLUTION ? "filter" : "unit";
    }

    /// {@return all of it under the names that `fovea inspect --json` prints}
    public Map<String, @Nullable Object> toPlain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("name", name);
        plain.put("shape", shape.toArray());
        plain.put("trained", trained);
        plain.put("channel", channel == 0 ? null : channel);
        plain.putAll(all.toPlain());
        if (!filters.isEmpty()) {
            plain.put(counted() + "s", filters.stream().map(Spread::toPlain).toList());
        }
        return plain;
    }
}
