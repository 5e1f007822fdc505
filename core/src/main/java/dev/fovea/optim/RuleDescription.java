package dev.fovea.optim;

import dev.fovea.nn.Description;
import dev.fovea.nn.Description.Options;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Optimisers, schedules and clipping as plain trees, as run files keep them, and back.
///
/// ```
/// {"sgd": {"momentum": 0.9, "weightDecay": 0.00001}}      "adam"
/// 0.05      {"cosine": 0.05}      {"warmUp": {"epochs": 1, "then": {"oneCycle": 0.1}}}
/// {"norm": 5}      {"value": 1}
/// ```
///
/// Options that have their usual values are left out.
public final class RuleDescription {
    private static final String MOMENTUM = "momentum";
    private static final String NESTEROV = "nesterov";
    private static final String DECAY = "decay";
    private static final String BETA_1 = "beta1";
    private static final String BETA_2 = "beta2";
    private static final String EPSILON = "epsilon";
    private static final String WEIGHT_DECAY = "weightDecay";
    private static final String VECTORS = "decaysVectors";

    private RuleDescription() {}

    /// Reads an optimiser.
    ///
    /// @param tree a word or a map of a word to options
    /// @return the optimiser
    /// @throws dev.fovea.nn.DescriptionException naming the place if something is wrong
    public static Optimiser readOptimiser(@Nullable Object tree) {
        Description description = Description.of("optimiser", tree);
        Description.Choice choice = description.choice("optimiser", List.of("sgd", "rmsProp", "adam", "adamW"));
        Description options = choice.options();
        return options.make(() ->
                switch (choice.word()) {
                    case "sgd" -> sgd(options.namedOptions(List.of(MOMENTUM, NESTEROV, WEIGHT_DECAY, VECTORS)));
                    case "rmsProp" -> rmsProp(options.namedOptions(List.of(DECAY, EPSILON, WEIGHT_DECAY, VECTORS)));
                    case "adam" -> adam(adamOptions(options));
                    default -> adamW(adamOptions(options));
                });
    }

    private static Options adamOptions(Description options) {
        return options.namedOptions(List.of(BETA_1, BETA_2, EPSILON, WEIGHT_DECAY, VECTORS));
    }

    private static Sgd sgd(Options options) {
        Sgd usual = Sgd.of();
        return new Sgd(
                options.number(MOMENTUM, usual.momentum()),
                options.flag(NESTEROV, usual.nesterov()),
                options.number(WEIGHT_DECAY, usual.weightDecay()),
                options.flag(VECTORS, usual.decaysVectors()));
    }

    private static RmsProp rmsProp(Options options) {
        RmsProp usual = RmsProp.of();
        return new RmsProp(
                options.number(DECAY, usual.decay()),
                options.number(EPSILON, usual.epsilon()),
                options.number(WEIGHT_DECAY, usual.weightDecay()),
                options.flag(VECTORS, usual.decaysVectors()));
    }

    private static Adam adam(Options options) {
        Adam usual = Adam.of();
        return new Adam(
                options.number(BETA_1, usual.beta1()),
                options.number(BETA_2, usual.beta2()),
                options.number(EPSILON, usual.epsilon()),
                options.number(WEIGHT_DECAY, usual.weightDecay()),
                options.flag(VECTORS, usual.decaysVectors()));
    }

    private static AdamW adamW(Options options) {
        AdamW usual = AdamW.of();
        return new AdamW(
                options.number(BETA_1, usual.beta1()),
                options.number(BETA_2, usual.beta2()),
                options.number(EPSILON, usual.epsilon()),
                options.number(WEIGHT_DECAY, usual.weightDecay()),
                options.flag(VECTORS, usual.decaysVectors()));
    }

    /// Writes an optimiser.
    ///
    /// @param optimiser the optimiser
    /// @return a tree that [#readOptimiser] turns into an equal one
    public static Object write(Optimiser optimiser) {
        Map<String, Object> options = new LinkedHashMap<>();
        return switch (optimiser) {
            case Sgd sgd -> {
                unlessUsual(options, MOMENTUM, sgd.momentum(), Sgd.of().momentum());
                unlessUsual(options, NESTEROV, sgd.nesterov(), false);
                yield decayed("sgd", sgd, Sgd.of(), options);
            }
            case RmsProp rule -> {
                unlessUsual(options, DECAY, rule.decay(), RmsProp.of().decay());
                unlessUsual(options, EPSILON, rule.epsilon(), RmsProp.of().epsilon());
                yield decayed("rmsProp", rule, RmsProp.of(), options);
            }
            case Adam adam -> {
                unlessUsual(options, BETA_1, adam.beta1(), Adam.of().beta1());
                unlessUsual(options, BETA_2, adam.beta2(), Adam.of().beta2());
                unlessUsual(options, EPSILON, adam.epsilon(), Adam.of().epsilon());
                yield decayed("adam", adam, Adam.of(), options);
            }
            case AdamW adam -> {
                unlessUsual(options, BETA_1, adam.beta1(), AdamW.of().beta1());
                unlessUsual(options, BETA_2, adam.beta2(), AdamW.of().beta2());
                unlessUsual(options, EPSILON, adam.epsilon(), AdamW.of().epsilon());
                yield decayed("adamW", adam, AdamW.of(), options);
            }
        };
    }

    private static Object decayed(String word, Optimiser optimiser, Optimiser usual, Map<String, Object> options) {
        unlessUsual(options, WEIGHT_DECAY, optimiser.weightDecay(), usual.weightDecay());
        unlessUsual(options, VECTORS, optimiser.decaysVectors(), usual.decaysVectors());
        return Description.written(word, "", options);
    }

    static void unlessUsual(Map<String, Object> options, String name, Object value, Object usual) {
        if (!value.equals(usual)) {
            options.put(name, value);
        }
    }

    /// Reads a schedule: a number for a constant one.
    ///
    /// @param tree a number, or a map of a word to options
    /// @return the schedule
    /// @throws dev.fovea.nn.DescriptionException naming the place if something is wrong
    public static Schedule readSchedule(@Nullable Object tree) {
        return ScheduleDescription.read(Description.of("learningRate", tree));
    }

    /// Writes a schedule.
    ///
    /// @param schedule the schedule
    /// @return a tree that [#readSchedule] turns into an equal one
    public static Object write(Schedule schedule) {
        return ScheduleDescription.write(schedule);
    }

    /// Reads a rule for clipping gradients.
    ///
    /// @param tree `{"norm": 5}` or `{"value": 1}`
    /// @return the rule
    /// @throws dev.fovea.nn.DescriptionException naming the place if something is wrong
    public static Clipping readClipping(@Nullable Object tree) {
        Description.Choice choice = Description.of("clipping", tree).choice("clipping", List.of("norm", "value"));
        double maximum = choice.options().options(List.of("maximum")).get("maximum").number();
        return choice.options()
                .make(() ->
                        choice.word().equals("norm") ? new Clipping.ByNorm(maximum) : new Clipping.ByValue(maximum));
    }

    /// Writes a rule for clipping gradients.
    ///
    /// @param clipping the rule
    /// @return a tree that [#readClipping] turns into an equal one
    public static Object write(Clipping clipping) {
        return switch (clipping) {
            case Clipping.ByNorm(double maximum) -> Map.of("norm", maximum);
            case Clipping.ByValue(double maximum) -> Map.of("value", maximum);
        };
    }
}
