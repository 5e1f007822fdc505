package dev.fovea.insight.report;

import dev.fovea.insight.markup.Markup;
import dev.fovea.tensor.Parameter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The parameters: how their numbers are spread, before training and after it.
record ParametersSection(RunRecord record, @Nullable Before before) implements Section {
    private static final int MOST = 60;
    private static final int FEW = 12;

    @Override
    public String id() {
        return "parameters";
    }

    @Override
    public String title() {
        return "Parameters";
    }

    @Override
    public boolean applies() {
        return record.model() != null;
    }

    @Override
    public void write(Markup out) {
        RunRecord.Model model = record.model();
        if (model == null) {
            return;
        }
        List<Parameter> all = model.classifier().network().parameters();
        List<Parameter> shown = all.subList(0, StrictMath.min(MOST, all.size()));
        out.open("p").text("How the numbers of each parameter are spread; heights are square roots of frequencies. ");
        out.element("span", "after training", "class", "key after");
        if (before != null) {
            out.raw(" ").element("span", "before", "class", "key before");
        }
        if (shown.size() < all.size()) {
            out.text(" The first " + shown.size() + " of " + all.size() + " are shown.");
        }
        out.close();
        out.open(
                "div",
                "class",
                shown.size() > FEW ? "scroll tall" : "scroll",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-label",
                "Parameters");
        out.open("table", "class", "numbers parameters");
        Section.head(
                out,
                "Parameters after training",
                "name",
                "shape",
                "spread",
                "smallest",
                "largest",
                "mean",
                "deviation");
        out.open("tbody");
        for (Parameter parameter : shown) {
            row(out, parameter);
        }
        out.close().close().close();
    }

    private void row(Markup out, Parameter parameter) {
        float[] values = parameter.array();
        float[] first = before == null ? new float[0] : before.of(parameter);
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            sum += value;
            least = StrictMath.min(least, value);
            most = StrictMath.max(most, value);
        }
        double mean = sum / values.length;
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = values.length < 2 ? 0 : StrictMath.sqrt(squares / (values.length - 1));
        out.open("tr").element("th", parameter.name(), "scope", "row");
        out.element(
                "td",
                Arrays.stream(parameter.shape().toArray()).mapToObj(String::valueOf).collect(Collectors.joining("×")));
        out.open("td", "class", "spread");
        new Histogram(parameter.name(), first, values).write(out);
        out.close();
        for (double figure : new double[] {least, most, mean, deviation}) {
            out.element("td", Words.number(figure));
        }
        out.close().line();
    }
}
