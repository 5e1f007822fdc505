package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.model.Json;
import dev.fovea.run.Recipes;
import dev.fovea.run.RunFile;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `fovea recipes`: the run files that are built in.
final class ShowRecipes implements Callable<Integer> {
    private static final int NAMES = 12;

    private final Main main;
    private final Given<@Nullable String> name;
    private final Given<Boolean> json;

    ShowRecipes(Main main, Options options) {
        this.main = main;
        name = options.optional("NAME", "The recipe to print, as YAML.");
        json = options.flag("--json", "List as JSON, one line for each recipe.");
    }

    @Override
    public Integer call() {
        if (name.get() != null) {
            main.terminal().out().print(Recipes.text(name.get()));
            return 0;
        }
        for (String recipe : Recipes.names()) {
            Map<String, Object> facts = facts(RunFile.recipe(recipe, List.of()));
            main.terminal().out().println(json.get() ? Json.of(facts).toString() : text(facts));
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
