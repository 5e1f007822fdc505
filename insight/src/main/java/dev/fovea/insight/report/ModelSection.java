package dev.fovea.insight.report;

import dev.fovea.insight.graph.NetworkGraph;
import dev.fovea.insight.markup.Markup;
import dev.fovea.nn.Network;
import dev.fovea.nn.Summary;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The network, as a table and as a drawing.
record ModelSection(ReportData data) implements Section {
    @Override
    public String id() {
        return "model";
    }

    @Override
    public String title() {
        return "Model";
    }

    @Override
    public boolean applies() {
        return data.record().model() != null;
    }

    @Override
    public void write(Markup out) {
        RunRecord.Model model = data.record().model();
        if (model == null) {
            return;
        }
        Network network = model.classifier().network();
        Summary summary = network.summary();
        out.open("p");
        out.text(Words.count(summary.parameters(), "number is", "numbers are") + " trained, ");
        out.text(Words.bytes(summary.parameters() * Float.BYTES) + "; one image takes ");
        out.text(Words.count(summary.multiplyAdds(), "multiply-add", "multiply-adds") + ".").close();
        out.open("div", "class", "model");
        Section.scroll(out, "The network as a drawing");
        out.raw(NetworkGraph.svg(network, model.classifier().labels())).close();
        Section.scroll(out, "The network as a table");
        table(out, summary);
        out.close().close();
    }

    private static void table(Markup out, Summary summary) {
        out.open("table", "class", "numbers");
        Section.head(
                out,
                "Layers: outputs, multiply-adds and memory are for one image",
                "name",
                "layer",
                "output",
                "parameters",
                "multiply-adds",
                "memory");
        out.open("tbody");
        for (Summary.Row row : summary.rows()) {
            out.open("tr").open("th", "scope", "row", "style", "--depth:" + depth(row, summary.rows()));
            out.text(row.name().substring(own(row, summary.rows()))).close();
            out.element("td", row.layer().toString(), "class", "words");
            out.element(
                    "td",
                    Arrays.stream(row.output().toArray()).mapToObj(String::valueOf).collect(Collectors.joining("×")));
            if (row.isOuter()) {
                out.open("td").close().open("td").close().open("td").close();
            } else {
                out.element("td", zero(row.parameters())).element("td", zero(row.multiplyAdds()));
                out.element("td", Words.bytes(row.memory()));
            }
            out.close();
        }
        out.close().open("tfoot").open("tr").element("th", "total", "scope", "row").open("td").close();
        out.open("td").close().element("td", Words.count(summary.parameters()));
        out.element("td", Words.count(summary.multiplyAdds())).element("td", Words.bytes(summary.memory()));
        out.close().close().close();
    }

    private static String zero(long number) {
        return number == 0 ? "" : Words.count(number);
    }

    private static int depth(Summary.Row row, List<Summary.Row> rows) {
        return (int) rows.stream().filter(other -> row.name().startsWith(other.name() + ".")).count();
    }

    /// How much of a name belongs to the layers around.
    private static int own(Summary.Row row, List<Summary.Row> rows) {
        return rows.stream()
                .filter(other -> row.name().startsWith(other.name() + "."))
                .mapToInt(other -> other.name().length() + 1)
                .max()
                .orElse(0);
    }
}
