package dev.fovea.cli;

import dev.fovea.model.Json;
import dev.fovea.run.Recipes;
import dev.fovea.run.RunFile;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `fovea recipes`: the run files that are built in.
@Command(name = "recipes", description = "List the built-in run files, or print one.")
final class ShowRecipes implements Callable<Integer> {
    private static final int NAMES = 12;

    @ParentCommand private Main main;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The recipe to print, as YAML.")
    private @Nullable String name;

    @Option(names = "--json", description = "List as JSON, one line for each recipe.")
    private boolean json;

    @Override
    public Integer call() {
        if (name != null) {
            main.terminal().out().print(Recipes.text(name));
            return 0;
        }
        for (String recipe : Recipes.names()) {
            Map<String, Object> facts = facts(RunFile.recipe(recipe, List.of()));
            main.terminal().out().println(json ? Json.of(facts).toString() : text(facts));
        }
        main.note("A recipe is trained by: fovea train --recipe NAME");
        return 0;
    }

    private static Map<String, Object> facts(RunFile run) {
        RunFile.About about = run.about();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("recipe", run.name());
        facts.put("reproduces", about.reproduces());
        facts.put("differs", about.differs());
        facts.put("reported", about.reported());
        facts.put("measured", about.measured());
        return facts;
    }

    private String text(Map<String, Object> facts) {
        StringBuilder text = new StringBuilder();
        facts.forEach((what, value) -> {
            if (what.equals("recipe")) {
                text.append(value).append('\n');
            } else if (!value.toString().isEmpty()) {
                text.append("  ").append(what).append(" ".repeat(NAMES - what.length()));
                text.append(main.terminal().wrapped(value.toString(), NAMES + 2)).append('\n');
            }
        });
        return text.toString();
    }
}
