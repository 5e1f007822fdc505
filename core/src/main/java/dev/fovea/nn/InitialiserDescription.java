package dev.fovea.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Initialisers as plain trees: `"heNormal"`, `{"uniform": [-0.01, 0.01]}`, `{"normal": 0.01}`.
final class InitialiserDescription {
    private static final List<String> WORDS =
            List.of(
                    "zeros",
                    "constant",
                    "uniform",
                    "normal",
                    "xavierUniform",
                    "xavierNormal",
                    "heUniform",
                    "heNormal",
                    "orthogonal",
                    "given");

    private InitialiserDescription() {}

    static Initialiser read(Description description) {
        Description.Choice choice = description.choice("initialiser", WORDS);
        Description options = choice.options();
        return options.make(() ->
                switch (choice.word()) {
                    case "zeros" -> none(options, Initialiser.zeros());
                    case "constant" -> Initialiser.constant(options.number());
                    case "uniform" -> uniform(options);
                    case "normal" -> normal(options);
                    case "xavierUniform" -> none(options, Initialiser.xavierUniform());
                    case "xavierNormal" -> none(options, Initialiser.xavierNormal());
                    case "heUniform" -> none(options, Initialiser.heUniform());
                    case "heNormal" -> none(options, Initialiser.heNormal());
                    case "orthogonal" -> Initialiser.orthogonal(options.options(List.of("gain")).number("gain", 1));
                    default -> given(options.list());
                });
    }

    private static Initialiser none(Description options, Initialiser initialiser) {
        options.options(List.of());
        return initialiser;
    }

    private static Initialiser uniform(Description options) {
        if (options.isNumber()) {
            return Initialiser.uniform(-options.number(), options.number());
        }
        List<Description> bounds = two(options, "[low, high], or one number for both signs of it");
        return Initialiser.uniform(bounds.get(0).number(), bounds.get(1).number());
    }

    private static Initialiser normal(Description options) {
        if (options.isNumber()) {
            return Initialiser.normal(0, options.number());
        }
        List<Description> numbers = two(options, "[mean, deviation], or one number for a deviation around 0");
        return Initialiser.normal(numbers.get(0).number(), numbers.get(1).number());
    }

    private static List<Description> two(Description options, String expected) {
        if (!options.isList() || options.list().size() != 2) {
            throw options.wrong(expected);
        }
        return options.list();
    }

    private static Initialiser given(List<Description> list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) list.get(i).number();
        }
        return Initialiser.given(values);
    }

    static Object write(Initialiser initialiser) {
        return switch (initialiser) {
            case Initialiser.Constant(double value) when value == 0 -> "zeros";
            case Initialiser.Constant(double value) -> Map.of("constant", value);
            case Initialiser.Uniform(double low, double high) ->
                    Map.of("uniform", low == -high ? high : List.of(low, high));
            case Initialiser.Normal(double mean, double deviation) ->
                    Map.of("normal", mean == 0 ? deviation : List.of(mean, deviation));
            case Initialiser.Xavier(boolean normal) -> normal ? "xavierNormal" : "xavierUniform";
            case Initialiser.He(boolean normal) -> normal ? "heNormal" : "heUniform";
            case Initialiser.Orthogonal(double gain) -> gain == 1 ? "orthogonal" : Map.of("orthogonal", gain);
            case Initialiser.Given given -> {
                List<Double> values = new ArrayList<>();
                for (float value : given.values()) {
                    values.add((double) value);
                }
                yield Map.of("given", List.copyOf(values));
            }
        };
    }
}
