package dev.fovea.insight.report;

import dev.fovea.insight.markup.Markup;
import dev.fovea.model.Json;
import dev.fovea.model.ModelException;
import dev.fovea.model.RunFiles;
import dev.fovea.run.RunFile;

import java.util.List;

/// Where the model comes from, and how to get it again.
record ProvenanceSection(ReportData data) implements Section {
    @Override
    public String id() {
        return "provenance";
    }

    @Override
    public String title() {
        return "Provenance";
    }

    @Override
    public boolean applies() {
        return true;
    }

    @Override
    public void write(Markup out) {
        RunRecord record = data.record();
        RunFile run = record.run();
        out.open("dl", "class", "provenance");
        if (record.model() != null) {
            model(out, record.model());
        }
        if (run != null) {
            Section.term(out, "Seed", String.valueOf(run.loop().seed()));
            Section.term(out, "Data", run.data().set());
        }
        if (record.model() != null && !record.model().dataHash().isEmpty()) {
            out.open("div").element("dt", "SHA-256 of the training images and labels");
            out.open("dd").element("code", record.model().dataHash()).close().close();
        }
        machines(out, record.events("begun"));
        if (run != null) {
            out.open("div").element("dt", "To repeat it").open("dd");
            out.element("code", "fovea train --run " + RunFiles.RUN + " --out again");
            out.element("small", "gives the same weights, bit for bit, on any machine, with any number of threads");
            out.close().close();
        }
        out.close();
        if (run != null) {
            out.open("details").element("summary", "The run file as used");
            Section.scroll(out, "The run file");
            out.element("pre", run.toYaml()).close().close();
        }
    }

    private static void model(Markup out, RunRecord.Model model) {
        int epoch = model.epoch();
        Section.term(
                out,
                "Model",
                model.file().getFileName().toString(),
                epoch < 0 ? "the model that this page is about" : "after epoch " + epoch);
        out.open("div").element("dt", "SHA-256 of the weights").open("dd");
        out.element("code", model.classifier().network().sha256()).close().close();
        Section.term(
                out,
                "Numerics",
                "version " + model.stored().metadata().getOrDefault("numerics", Words.NONE),
                "which algorithm each geometry takes, so which bits come out");
        try {
            Json samples = model.stored().json("data").find("samples");
            if (samples != null) {
                Section.term(out, "Trained on", Words.count(samples.asLong(), "image", "images"));
            }
        } catch (ModelException | IllegalArgumentException unknown) {
            Section.term(out, "Trained on", "not recorded");
        }
    }

    /// One entry for the beginning and one for each time that the run was gone on with.
    private static void machines(Markup out, List<Json> begun) {
        for (int i = 0; i < begun.size(); i++) {
            Json event = begun.get(i);
            int epoch = event.find("epoch") instanceof Json.Numeral numeral ? numeral.asInt() : 0;
            String when = epoch == 0 ? "Trained by" : "Gone on with after epoch " + epoch + " by";
            Section.term(
                    out,
                    when,
                    "Fovea " + text(event, "version") + ", Java " + text(event, "java"),
                    text(event, "device") + "; " + text(event, "machine") + "; begun " + text(event, "time"));
        }
        if (begun.isEmpty()) {
            Section.term(out, "Trained by", "not recorded", "runs of earlier versions do not say");
        }
    }

    private static String text(Json event, String name) {
        Json value = event.find(name);
        return value instanceof Json.Text text ? text.value() : Words.NONE;
    }
}
