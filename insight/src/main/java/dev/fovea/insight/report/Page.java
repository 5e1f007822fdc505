package dev.fovea.insight.report;

import dev.fovea.insight.markup.Markup;
import dev.fovea.insight.statistics.Judgement;
import dev.fovea.insight.statistics.Predictions;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Puts the sections together.
final class Page {
    private final ReportData data;
    private final Gallery gallery;
    private final List<Section> sections;

    /// A page.
    ///
    /// @param data what it is about
    /// @param before the model before training, or null
    /// @param bytes how many the pixels of its images may have
    Page(ReportData data, @Nullable Before before, int bytes) {
        this.data = data;
        this.gallery = new Gallery(Headline.imageSize(data), bytes);
        Predictions predictions = data.predictions();
        Judgement judgement = predictions == null ? null : new Judgement(predictions);
        this.sections =
                List.of(
                        new DataSection(data, gallery),
                        new ModelSection(data),
                        new CurvesSection(data.record()),
                        new StatisticsSection(judgement),
                        new ConfusionSection(judgement, gallery),
                        new MistakesSection(judgement, gallery),
                        new CalibrationSection(judgement),
                        new FiltersSection(data.record(), before),
                        new ActivationsSection(data),
                        new ParametersSection(data.record(), before),
                        new ProvenanceSection(data));
    }

    /// Writes the page.
    ///
    /// @return HTML
    String write() {
        List<Section> shown = sections.stream().filter(Section::applies).toList();
        Map<String, String> written = new LinkedHashMap<>();
        // What the page shows comes into the sheet of images before what only a cell opens.
        for (Section section : shown) {
            if (!(section instanceof ConfusionSection)) {
                written.put(section.id(), write(section));
            }
        }
        for (Section section : shown) {
            written.computeIfAbsent(section.id(), _ -> write(section));
        }
        Headline headline = new Headline(data);
        Markup out = new Markup();
        out.raw("<!DOCTYPE html>").line().open("html", "lang", "en").line();
        out.open("head").line();
        out.empty("meta", "charset", "utf-8").line();
        out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
        out.empty("meta", "name", "color-scheme", "content", "light dark").line();
        out.empty("meta", "name", "generator", "content", "Fovea").line();
        out.empty("link", "rel", "icon", "href", "data:,").line();
        out.element("title", headline.title() + " – Fovea report").line();
        out.open("style").raw(resource("report.css")).raw(gallery.css()).close().line();
        out.close().line();
        out.open("body").line();
        out.element("a", "Skip to the report", "class", "skip", "href", "#report").line();
        headline.write(out);
        navigation(out, shown);
        out.open("main", "id", "report").line();
        shown.forEach(section -> out.raw(written.getOrDefault(section.id(), "")));
        out.close().line();
        out.open("footer").text("Written by Fovea. This page is one file: it loads nothing and works offline.").close();
        dialog(out);
        Predictions predictions = data.predictions();
        if (predictions != null) {
            out.open("script", "type", "application/json", "id", "images");
            out.raw(gallery.json(predictions.labels())).close().line();
        }
        out.open("script").raw(resource("report.js")).close().line();
        return out.close().line().close().line().toString();
    }

    private static String write(Section section) {
        Markup out = new Markup();
        out.open("section", "id", section.id(), "aria-labelledby", section.id() + "-title");
        out.element("h2", section.title(), "id", section.id() + "-title").line();
        section.write(out);
        return out.close().line().toString();
    }

    private static void navigation(Markup out, List<Section> shown) {
        out.open("nav", "aria-label", "Sections").open("ul");
        for (Section section : shown) {
            out.open("li").element("a", section.title(), "href", "#" + section.id()).close();
        }
        out.close().close().line();
    }

    private static void dialog(Markup out) {
        out.open("dialog", "id", "cell", "aria-labelledby", "cell-title");
        out.open("div", "class", "top");
        out.element("h2", "Images", "id", "cell-title");
        out.element("button", "Close", "type", "button", "id", "close").close();
        out.element("p", "", "id", "cell-note", "class", "soft");
        out.open("div", "id", "cell-images", "class", "shots").close();
        out.close().line();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("reading " + name + " of the report: the jar is damaged", broken);
        }
    }
}
