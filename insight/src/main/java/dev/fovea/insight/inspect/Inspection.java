package dev.fovea.insight.inspect;

import dev.fovea.insight.picture.HeatMap;
import dev.fovea.model.Activations;
import dev.fovea.tensor.Parameter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is looked at, and how.
///
/// @param snapshots one network, or two side by side
/// @param selection which layers
/// @param channel the input channel of convolutions, from 1; 0 for all
/// @param range of the colours
/// @param seen what the layers gave for a picture, or null
public record Inspection(Snapshots snapshots, Selection selection, int channel, Range range, @Nullable Seen seen) {
    /// A picture and what the layers gave for it.
    ///
    /// @param name the picture's file or number
    /// @param className what its data call its class, or null
    /// @param activations the outputs of the layers
    public record Seen(String name, @Nullable String className, Activations activations) {
        /// {@return the name without folders, with the class if it is known, for titles}
        String caption() {
            String end = name.substring(StrictMath.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
            return className == null ? end : end + ", class " + className;
        }
    }

    /// Checks the channel.
    ///
    /// @throws IllegalArgumentException if no chosen convolution has it
    public Inspection {
        if (channel != 0) {
            checkChannel(snapshots, selection, channel);
        }
    }

    private static void checkChannel(Snapshots snapshots, Selection selection, int channel) {
        int most = 0;
        for (Parameter parameter : snapshots.all().getFirst().network().parameters()) {
            if (ParameterFigures.isConvolution(parameter) && selection.has(parameter.name())) {
                most = StrictMath.max(most, parameter.shape().dim(1));
            }
        }
        if (channel < 1 || channel > most) {
            throw new IllegalArgumentException(
                    "choosing the input channel "
                            + channel
                            + ": "
                            + (most == 0
                                    ? "none of the layers is a convolution"
                                    : "expected one from 1 to " + most + ", or none for all"));
        }
    }

    /// {@return the names of the chosen parameters: what is trained, then what is not}
    public List<String> names() {
        return snapshots.all().getFirst().network().all().stream().map(Parameter::name).filter(selection::has).toList();
    }

    /// The figures of a parameter in each network.
    ///
    /// @param name like `conv1.weight`
    /// @return one for each network
    public List<ParameterFigures> figures(String name) {
        boolean trained =
                snapshots.all().getFirst().network().parameters().stream()
                        .anyMatch(parameter -> parameter.name().equals(name));
        return snapshots.parameters(name).stream()
                .map(parameter -> ParameterFigures.of(parameter, trained, channel))
                .toList();
    }

    /// The filters of a convolution as maps, in each network.
    ///
    /// @param name of the weights of a convolution
    /// @return for each network its filters; of all channels, filter by filter, if none was chosen
    public List<List<HeatMap>> maps(String name) {
        List<List<HeatMap>> all = new ArrayList<>();
        for (Parameter parameter : snapshots.parameters(name)) {
            int taken = ParameterFigures.hasChannel(parameter, channel) ? channel : 0;
            float[] values = ParameterFigures.values(parameter, taken);
            int rows = parameter.shape().dim(2);
            int columns = parameter.shape().dim(3);
            int area = rows * columns;
            List<HeatMap> maps = new ArrayList<>();
            for (int from = 0; from < values.length; from += area) {
                float[] own = Arrays.copyOfRange(values, from, from + area);
                maps.add(new HeatMap(Integer.toString(from / area + 1), rows, columns, own));
            }
            all.add(List.copyOf(maps));
        }
        return List.copyOf(all);
    }

    /// {@return the chosen activations; none without a picture}
    public List<Activations.Output> outputs() {
        return seen == null
                ? List.of()
                : seen.activations().all().stream().filter(output -> selection.has(output.name())).toList();
    }

    /// All of it as plain values, under the names that `fovea inspect --json` prints.
    ///
    /// @return by name, in order
    public Map<String, @Nullable Object> toPlain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        List<Object> checkpoints = new ArrayList<>();
        for (int i = 0; i < snapshots.all().size(); i++) {
            int place = i;
            Map<String, @Nullable Object> checkpoint = new LinkedHashMap<>();
            checkpoint.put("name", snapshots.all().get(i).label());
            checkpoint.put("parameters", names().stream().map(name -> figures(name).get(place).toPlain()).toList());
            checkpoints.add(checkpoint);
        }
        plain.put("checkpoints", checkpoints);
        if (seen != null) {
            plain.put("image", seen.name());
            plain.put("class", seen.className());
            plain.put("prediction", seen.activations().prediction().label());
            plain.put("probability", seen.activations().prediction().probability());
            plain.put("labels", seen.activations().prediction().labels());
            plain.put("activations", outputs().stream().map(Inspection::plain).toList());
        }
        return plain;
    }

    private static Map<String, @Nullable Object> plain(Activations.Output output) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("layer", output.name());
        plain.put("kind", output.kind());
        plain.put("shape", output.shape().toArray());
        plain.putAll(Spread.of(output.values()).toPlain());
        List<@Nullable Object> values = new ArrayList<>();
        for (float value : output.values()) {
            values.add(Float.isFinite(value) ? value : null);
        }
        plain.put("values", values);
        return plain;
    }
}
