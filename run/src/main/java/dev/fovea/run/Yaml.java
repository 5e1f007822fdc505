package dev.fovea.run;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads and writes YAML 1.2.
final class Yaml {
    private final String source;
    private final boolean lines;

    private Yaml(String source, boolean lines) {
        this.source = source;
        this.lines = lines;
    }

    /// Reads a file.
    ///
    /// @param source what messages call it
    /// @param text its contents
    /// @throws RunFileException if it is not YAML, has a key twice, or is not made of keys and values
    static Value.Fields fields(String source, String text) {
        Value value = read(source, text, true);
        if (value instanceof Value.Fields fields) {
            return new Value.Fields(fields.fields(), source);
        }
        if (value.plain() == null) {
            return new Value.Fields(new LinkedHashMap<>(), source);
        }
        throw new RunFileException(
                value.place() + ": found " + value + ", expected keys and values such as \"epochs: 3\"");
    }

    /// Reads one value.
    ///
    /// @param lines whether places name lines; an option has only one
    static Value read(String source, String text, boolean lines) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(source).setUseMarks(true).build();
            return new Compose(settings)
                    .composeString(text)
                    .map(new Yaml(source, lines)::value)
                    .orElseGet(() -> new Value.Scalar("", false, source));
        } catch (MarkedYamlEngineException wrong) {
            String line = wrong.getProblemMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
            throw new RunFileException(source + line + ": " + wrong.getProblem() + "; expected YAML");
        } catch (YamlEngineException wrong) {
            throw new RunFileException(source + ": " + wrong.getMessage() + "; expected YAML");
        }
    }

    private Value value(Node node) {
        String place = place(node);
        return switch (node) {
            case ScalarNode scalar ->
                    new Value.Scalar(scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN, place);
            case SequenceNode list -> new Value.Items(list.getValue().stream().map(this::value).toList(), place);
            case MappingNode map -> {
                Map<String, Value> fields = new LinkedHashMap<>();
                for (NodeTuple field : map.getValue()) {
                    if (!(field.getKeyNode() instanceof ScalarNode key)) {
                        throw new RunFileException(place(field.getKeyNode()) + ": expected a word as key");
                    }
                    if (fields.put(key.getValue(), value(field.getValueNode())) != null) {
                        throw new RunFileException(
                                place(key) + ": the key \"" + key.getValue() + "\" stands twice; expected once");
                    }
                }
                yield new Value.Fields(fields, place);
            }
            default -> throw new RunFileException(place + ": expected text, a list, or keys and values");
        };
    }

    private String place(Node node) {
        return lines ? source + node.getStartMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("") : source;
    }

    /// Writes plain values; the innermost lists and maps stand on one line.
    static String write(Map<String, ? extends @Nullable Object> plain) {
        DumpSettings settings =
                DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.AUTO)
                        .setWidth(110)
                        .setIndent(2)
                        .setIndicatorIndent(2)
                        .setIndentWithIndicator(true)
                        .build();
        return new Dump(settings).dumpToString(new LinkedHashMap<>(plain));
    }

    /// Lists of keys within each other: `optimiser.beta1`.
    static List<String> path(String dotted) {
        return new ArrayList<>(List.of(dotted.split("\\.", -1)));
    }
}
