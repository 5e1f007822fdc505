package dev.fovea.optim;

import dev.fovea.nn.Description;
import dev.fovea.nn.Description.Options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Schedules as plain trees.
final class ScheduleDescription {
    private static final List<String> WORDS = List.of("constant", "step", "cosine", "warmUp", "oneCycle", "plateau");
    private static final double USUAL_FACTOR = 0.1;

    private ScheduleDescription() {}

    static Schedule read(Description description) {
        if (description.isNumber()) {
            return description.make(() -> new Schedule.Constant(description.number()));
        }
        Description.Choice choice = description.choice("schedule", WORDS);
        Description given = choice.options();
        return given.make(() ->
                switch (choice.word()) {
                    case "constant" -> new Schedule.Constant(given.options(List.of("rate")).get("rate").number());
                    case "step" -> step(given.options(List.of("rate", "every", "factor")));
                    case "cosine" -> cosine(given.options(List.of("rate", "last")));
                    case "warmUp" -> warmUp(given.options(List.of("epochs", "then")));
                    case "oneCycle" -> oneCycle(given.options(List.of("maximum", "rise", "start", "end")));
                    default ->
                            plateau(given.options(List.of("rate", "patience", "factor", "floor", "smallerIsBetter")));
                });
    }

    private static Schedule step(Options options) {
        return new Schedule.Step(
                options.get("rate").number(), options.get("every").integer(1), options.number("factor", USUAL_FACTOR));
    }

    private static Schedule cosine(Options options) {
        return new Schedule.Cosine(options.get("rate").number(), options.number("last", 0));
    }

    private static Schedule warmUp(Options options) {
        return new Schedule.WarmUp(options.get("epochs").number(), read(options.get("then")));
    }

    private static Schedule oneCycle(Options options) {
        Schedule.OneCycle usual = Schedule.OneCycle.of(options.get("maximum").number());
        return new Schedule.OneCycle(
                usual.maximum(),
                options.number("rise", usual.rise()),
                options.number("start", usual.start()),
                options.number("end", usual.end()));
    }

    private static Schedule plateau(Options options) {
        Schedule.Plateau usual = Schedule.Plateau.of(options.get("rate").number());
        return new Schedule.Plateau(
                usual.rate(),
                options.integer("patience", 1, usual.patience()),
                options.number("factor", usual.factor()),
                options.number("floor", usual.floor()),
                options.flag("smallerIsBetter", usual.smallerIsBetter()));
    }

    static Object write(Schedule schedule) {
        Map<String, Object> options = new LinkedHashMap<>();
        return switch (schedule) {
            case Schedule.Constant(double rate) -> rate;
            case Schedule.Step(double rate, int every, double factor) -> {
                options.put("rate", rate);
                options.put("every", every);
                RuleDescription.unlessUsual(options, "factor", factor, USUAL_FACTOR);
                yield Map.of("step", options);
            }
            case Schedule.Cosine(double rate, double last) -> {
                options.put("rate", rate);
                RuleDescription.unlessUsual(options, "last", last, 0.0);
                yield Description.written("cosine", "rate", options);
            }
            case Schedule.WarmUp(double epochs, Schedule then) -> {
                options.put("epochs", epochs);
                options.put("then", write(then));
                yield Map.of("warmUp", options);
            }
            case Schedule.OneCycle cycle -> oneCycle(cycle, options);
            case Schedule.Plateau plateau -> plateau(plateau, options);
        };
    }

    private static Object oneCycle(Schedule.OneCycle cycle, Map<String, Object> options) {
        Schedule.OneCycle usual = Schedule.OneCycle.of(cycle.maximum());
        options.put("maximum", cycle.maximum());
        RuleDescription.unlessUsual(options, "rise", cycle.rise(), usual.rise());
        RuleDescription.unlessUsual(options, "start", cycle.start(), usual.start());
        RuleDescription.unlessUsual(options, "end", cycle.end(), usual.end());
        return Description.written("oneCycle", "maximum", options);
    }

    private static Object plateau(Schedule.Plateau plateau, Map<String, Object> options) {
        Schedule.Plateau usual = Schedule.Plateau.of(plateau.rate());
        options.put("rate", plateau.rate());
        RuleDescription.unlessUsual(options, "patience", plateau.patience(), usual.patience());
        RuleDescription.unlessUsual(options, "factor", plateau.factor(), usual.factor());
        RuleDescription.unlessUsual(options, "floor", plateau.floor(), usual.floor());
        RuleDescription.unlessUsual(options, "smallerIsBetter", plateau.smallerIsBetter(), usual.smallerIsBetter());
        return Description.written("plateau", "rate", options);
    }
}
