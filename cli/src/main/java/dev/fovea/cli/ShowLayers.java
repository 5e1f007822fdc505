package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.model.Json;
import dev.fovea.nn.LayerKind;
import dev.fovea.nn.NetworkDescription;
import dev.fovea.shape.Suggestion;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `fovea layers`: what a network can be made of.
final class ShowLayers implements Callable<Integer> {
    private static final int HEAD = 12;

    private final Main main;
    private final Given<@Nullable String> name;
    private final Given<Boolean> json;

    ShowLayers(Main main, Options options) {
        this.main = main;
        name = options.optional("NAME", "The layer to describe, such as conv.");
        json = options.flag("--json", "As JSON, one line for each layer.");
    }

    @Override
    public Integer call() {
        List<LayerKind> kinds = NetworkDescription.kinds();
        List<LayerKind> chosen = name.get() == null ? kinds : List.of(kind(name.get(), kinds));
        PrintStream out = main.terminal().out();
        if (json.get()) {
            chosen.forEach(kind -> out.println(Json.of(facts(kind))));
        } else if (name.get() == null) {
            int width = kinds.stream().mapToInt(kind -> kind.name().length()).max().orElse(0) + 2;
            kinds.forEach(kind -> out.println(headed(kind.name(), kind.summary(), width)));
            main.note("More on one: fovea layers NAME");
        } else {
            out.print(text(chosen.getFirst()));
        }
        return 0;
    }

    /// In capitals or not: `Conv` is Java's name.
    private static LayerKind kind(String name, List<LayerKind> kinds) {
        for (LayerKind kind : kinds) {
            if (kind.name().equalsIgnoreCase(name)) {
                return kind;
            }
        }
        List<String> names = kinds.stream().map(LayerKind::name).toList();
        throw new IllegalArgumentException(
                "describing the layer \""
                        + name
                        + "\": there is none of this name"
                        + Suggestion.of(name, names)
                        + "; expected one of "
                        + String.join(", ", names));
    }

    private String text(LayerKind kind) {
        StringBuilder text = new StringBuilder(headed(kind.name() + ":", kind.summary(), kind.name().length() + 2));
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("formula", kind.formula());
        lines.put("shapes", kind.shapes());
        lines.put("parameters", kind.parameters().isEmpty() ? "none" : kind.parameters());
        lines.put("run file", kind.example().description());
        lines.put("Java", kind.example().java());
        text.append("\n\n");
        lines.forEach((head, body) -> text.append(headed(head, body, HEAD)).append('\n'));
        text.append(kind.options().isEmpty() ? "" : "\noptions\n");
        for (LayerKind.Option option : kind.options()) {
            String usual = option.usual().isEmpty() ? " (must be given)" : " (usually " + option.usual() + ")";
            text.append("  ").append(headed(option.name(), option.meaning() + usual, HEAD - 2)).append('\n');
        }
        return text.toString();
    }

    private String headed(String head, String body, int width) {
        return head + " ".repeat(width - head.length()) + main.terminal().wrapped(body, width);
    }

    private static Map<String, Object> facts(LayerKind kind) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("layer", kind.name());
        facts.put("summary", kind.summary());
        facts.put("formula", kind.formula());
        facts.put("shapes", kind.shapes());
        facts.put("parameters", kind.parameters());
        facts.put("run_file", kind.example().description());
        facts.put("java", kind.example().java());
        facts.put("options", kind.options().stream().map(ShowLayers::facts).toList());
        return facts;
    }

    private static Map<String, Object> facts(LayerKind.Option option) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("option", option.name());
        facts.put("usually", option.usual());
        facts.put("meaning", option.meaning());
        return facts;
    }
}
