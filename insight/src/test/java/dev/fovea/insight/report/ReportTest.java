package dev.fovea.insight.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.data.DataOptions;
import dev.fovea.image.ImageFiles;
import dev.fovea.insight.statistics.Predictions;
import dev.fovea.model.Json;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/// The page without a browser: it is well-formed XML but for its scripts, so the JDK can read it.
class ReportTest {
    @TempDir static Path shared;

    @TempDir Path own;

    private static Path data;
    private static Path run;
    private static String page;

    @BeforeAll
    static void train() throws IOException {
        data = SmallRun.data(shared.resolve("set"));
        run = SmallRun.train(data, shared.resolve("run"), 3, "saveBest: true", "keep: [0, 1]");
        page = Report.html(SmallRun.read(run));
    }

    private static Document parse(String html) throws Exception {
        String marked = html.replaceAll("(?s)<script>.*?</script>", "").replaceFirst("<!DOCTYPE html>", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(marked.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document document, String name) {
        var found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    }

    private static List<String> attributes(Document document, String name) {
        return elements(document, "*").stream().map(e -> e.getAttribute(name)).filter(v -> !v.isEmpty()).toList();
    }

    private Path copy() throws IOException {
        Path to = Files.createDirectory(own.resolve("copy"));
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    @Test
    void hasAllSectionsInTheirOrder() throws Exception {
        Document document = parse(page);

        assertThat(elements(document, "section").stream().map(section -> section.getAttribute("id")))
                .containsExactly(
                        "data",
                        "model",
                        "curves",
                        "statistics",
                        "confusion",
                        "mistakes",
                        "calibration",
                        "filters",
                        "activations",
                        "parameters",
                        "provenance");
        assertThat(elements(document, "h1"))
                .singleElement()
                .satisfies(h -> assertThat(h.getTextContent()).isEqualTo("small on set"));
        assertThat(elements(document, "nav").getFirst().getElementsByTagName("a").getLength()).isEqualTo(11);
    }

    @Test
    void saysTheAccuracyWithItsInterval() throws Exception {
        Predictions predictions = Objects.requireNonNull(SmallRun.read(run).predictions());
        int samples = predictions.size();
        int right = predictions.evaluation().correct();

        assertThat(parse(page).getDocumentElement().getTextContent())
                .contains("Of " + samples + " test images the model gets " + right + " right: ")
                .contains("With 95 % confidence its accuracy on images like these lies between");
    }

    @Test
    void loadsNothing() throws Exception {
        Document document = parse(page);

        assertThat(attributes(document, "src")).isNotEmpty().allMatch(source -> source.startsWith("data:image/png"));
        assertThat(attributes(document, "href")).allMatch(link -> link.startsWith("#") || link.equals("data:,"));
        assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http://", "https://", "@import");
        assertThat(page.split("url\\(", -1)).hasSizeGreaterThan(1);
        Stream.of(page.split("url\\(", -1)).skip(1).forEach(use -> assertThat(use).startsWith("data:image/png"));
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(Report.MOST_BYTES);
    }

    @Test
    void namesWhateverItShows() throws Exception {
        Document document = parse(page);
        List<String> ids = attributes(document, "id");

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(attributes(document, "aria-labelledby")).isNotEmpty().isSubsetOf(ids);
        attributes(document, "href").stream()
                .filter(link -> link.startsWith("#"))
                .forEach(link -> assertThat(ids).contains(link.substring(1)));
        assertThat(elements(document, "table"))
                .hasSizeGreaterThan(5)
                .allSatisfy(table -> assertThat(table.getElementsByTagName("caption").getLength()).isOne());
        assertThat(elements(document, "img")).allMatch(image -> !image.getAttribute("alt").isBlank());
        assertThat(elements(document, "svg")).allMatch(svg -> !svg.getAttribute("aria-label").isBlank());
        assertThat(elements(document, "*").stream().filter(e -> e.getAttribute("role").equals("img")))
                .allMatch(image -> !image.getAttribute("aria-label").isBlank());
        assertThat(elements(document, "th")).allMatch(head -> !head.getAttribute("scope").isBlank());
    }

    @Test
    void takesClassNamesAsText() throws Exception {
        assertThat(page).doesNotContain("<script>alert(1)").contains("&lt;script&gt;alert(1)&lt;");
        assertThat(elements(parse(page), "th").stream().map(Element::getTextContent))
                .contains(SmallRun.CLASSES.toArray(String[]::new));
    }

    @Test
    void tellsTheScriptTheImagesOfEveryCell() throws Exception {
        Document document = parse(page.replace("<script type=\"application/json\"", "<script hidden=\"\" type=\"j\""));
        Element told = elements(document, "script").getFirst();
        Json json = Json.parse(told.getTextContent());
        Predictions predictions = Objects.requireNonNull(SmallRun.read(run).predictions());
        int[][] table = predictions.evaluation().confusion();

        assertThat(json.get("labels").items().stream().map(Json::asText)).isEqualTo(SmallRun.CLASSES);
        for (int row = 0; row < table.length; row++) {
            for (int column = 0; column < table.length; column++) {
                Json cell = json.get("cells").find(row + "," + column);
                if (table[row][column] == 0) {
                    assertThat(cell).isNull();
                    continue;
                }
                assertThat(cell.items().getFirst().asInt()).isEqualTo(table[row][column]);
                for (Json place : cell.items().get(1).items()) {
                    List<Json> image = json.get("images").get(place.toString()).items();
                    assertThat(image.get(0).asText()).endsWith(".png").contains("/test/");
                    assertThat(image.get(1).asInt()).isEqualTo(column);
                    assertThat(image.get(2).asInt()).isEqualTo(row);
                }
            }
        }
        assertThat(elements(document, "button").stream().map(b -> b.getAttribute("data-cell")))
                .containsAll(json.get("cells") instanceof Json.Fields fields ? fields.fields().keySet() : List.of());
    }

    @Test
    void givesTheSameBytesAgain() throws IOException {
        assertThat(Report.html(SmallRun.read(run))).isEqualTo(page);
    }

    @Test
    void showsTheBestModelAndHowToRepeatTheRun() throws Exception {
        assertThat(parse(page).getDocumentElement().getTextContent())
                .contains(
                        "best.safetensors", "fovea train --run run.yaml --out again", "runs of earlier versions do not")
                .containsPattern("SHA-256 of the weights[0-9a-f]{64}")
                .containsPattern("SHA-256 of the training images and labels[0-9a-f]{64}");
    }

    @Test
    void tellsWhoTrained() throws Exception {
        Path folder = copy();
        Files.writeString(
                folder.resolve("metrics.jsonl"),
                Files.readString(run.resolve("metrics.jsonl"))
                        + """
                        {"event":"begun","epoch":0,"time":"2026-01-02T03:04:05Z","version":"1.2","java":"25","device":"CPU","machine":"Linux"}
                        {"event":"begun","epoch":2,"time":"2026-01-03T03:04:05Z","version":"1.3","java":"25","device":"CPU","machine":"BSD"}
                        """);

        assertThat(parse(Report.html(SmallRun.read(folder))).getDocumentElement().getTextContent())
                .contains("Trained byFovea 1.2, Java 25CPU; Linux; begun 2026-01-02T03:04:05Z")
                .contains("Gone on with after epoch 2 byFovea 1.3");
    }

    @Test
    void withoutMetricsTheCheckpointRemembers() throws Exception {
        Path folder = copy();
        Files.delete(folder.resolve("metrics.jsonl"));
        String html = Report.html(SmallRun.read(folder));

        assertThat(html).contains("There is no metrics.jsonl; what the checkpoint remembers", "id=\"curves\"");
    }

    @Test
    void aLineCutOffIsLeftOut() throws Exception {
        Path folder = copy();
        Path metrics = folder.resolve("metrics.jsonl");
        Files.writeString(metrics, Files.readString(metrics) + "{\"epoch\":4,\"train_l");

        assertThat(Report.html(SmallRun.read(folder)))
                .contains("Line 5 of metrics.jsonl cannot be read and is left out.", "id=\"curves\"");
    }

    @Test
    void aDamagedCheckpointIsPassedOver() throws Exception {
        Path folder = copy();
        Files.write(folder.resolve("best.safetensors"), new byte[] {1, 2, 3});

        assertThat(Report.html(SmallRun.read(folder)))
                .contains("The checkpoint best.safetensors cannot be used: ", ">checkpoint.safetensors<");
    }

    @Test
    void withoutAnyCheckpointTheCurvesRemain() throws Exception {
        Path folder = copy();
        for (String name : List.of("best", "checkpoint", "checkpoint-before")) {
            Files.deleteIfExists(folder.resolve(name + ".safetensors"));
        }
        String html = Report.html(SmallRun.read(folder));

        assertThat(html)
                .contains("There is no checkpoint that can be used", "id=\"curves\"", "id=\"data\"")
                .contains("After epoch 3 the training measured an accuracy of")
                .doesNotContain("id=\"confusion\"");
        parse(html);
    }

    @Test
    void withoutItsDataTheModelRemains() throws Exception {
        Path folder = copy();
        Path file = folder.resolve("run.yaml");
        Files.writeString(file, Files.readString(file).replace(data.toString(), "/nowhere/at all"));
        String html = Report.html(SmallRun.read(folder));

        assertThat(html)
                .contains("The data &quot;/nowhere/at all&quot; cannot be read, so what needs images is left out")
                .contains("name them with --data", "id=\"model\"", "id=\"filters\"", "id=\"parameters\"")
                .doesNotContain("id=\"data\"", "id=\"confusion\"");
        parse(html);
    }

    @Test
    void dataThatMovedAreTheSameData() throws Exception {
        Path folder = copy();
        Path file = folder.resolve("run.yaml");
        Files.writeString(file, Files.readString(file).replace(data.toString(), "/nowhere"));
        RunRecord record = RunRecord.read(folder, SmallRun.engine());
        ReportData moved = ReportData.read(record, data.toString(), DataOptions.standard().withOffline(true));

        assertThat(moved.missing()).isEmpty();
        assertThat(Report.html(moved)).contains("id=\"data\"", "id=\"confusion\"");
    }

    @Test
    void otherDataAreJudgedToo() throws Exception {
        Path other = own.resolve("other");
        for (int i = 0; i < SmallRun.CLASSES.size(); i++) {
            Path of = Files.createDirectories(other.resolve(SmallRun.CLASSES.get(i)));
            try (Stream<Path> files = Files.list(data.resolve("test").resolve(SmallRun.CLASSES.get(i)))) {
                Files.copy(files.sorted().findFirst().orElseThrow(), of.resolve("1.png"));
            }
        }
        RunRecord record = RunRecord.read(run, SmallRun.engine());
        ReportData judged = ReportData.read(record, other.toString(), DataOptions.standard().withOffline(true));

        assertThat(judged.missing()).anyMatch(missing -> missing.contains("are others"));
        assertThat(Report.html(judged)).contains("id=\"confusion\"");
    }

    @Test
    void imagesWithoutLabelsAreNotJudged() throws Exception {
        Path csv = own.resolve("unlabelled.csv");
        String head = String.join(",", IntStream.range(0, 784).mapToObj(i -> "pixel" + i).toList());
        String line = String.join(",", java.util.Collections.nCopies(784, "7"));
        Files.writeString(csv, head + "\n" + line + "\n" + line + "\n");
        RunRecord record = RunRecord.read(run, SmallRun.engine());
        ReportData data = ReportData.read(record, csv.toString(), DataOptions.standard().withOffline(true));

        assertThat(Report.html(data)).contains("The images have no labels, so the model is not judged.");
    }

    @Test
    void oneEpochHasItsCurvesToo() throws Exception {
        Path one = SmallRun.train(data, own.resolve("one"), 1);
        String html = Report.html(SmallRun.read(one));

        assertThat(html).contains("Loss (cross-entropy, nats)", "Before training the accuracy");
        for (Element section : elements(parse(html), "section")) {
            assertThat(section.getTextContent()).as(section.getAttribute("id")).doesNotContain("NaN");
        }
    }

    @Test
    void whatWasHeldOutIsSaidToBe() throws Exception {
        Path split = SmallRun.train(data, own.resolve("split"), 1, "split: {holdOut: 6}");

        assertThat(parse(Report.html(SmallRun.read(split))).getDocumentElement().getTextContent())
                .contains("Of 6 held-out images the model gets");
    }

    @Test
    void manyClassesAndColoursFit() throws Exception {
        Path set = own.resolve("many");
        for (int i = 0; i < 100; i++) {
            for (String part : List.of("train", "test")) {
                Path of = Files.createDirectories(set.resolve(part).resolve(String.format(Locale.ROOT, "c%03d", i)));
                byte[] pixels = new byte[3 * 70 * 90];
                for (int j = 0; j < pixels.length; j++) {
                    pixels[j] = (byte) (j * 31 * (i + 3) + (j * j >> 5) + part.length());
                }
                for (int n = 0; n < 2; n++) {
                    pixels[n]++;
                    ImageFiles.writePng(dev.fovea.image.Image.of(3, 70, 90, pixels), of.resolve(n + ".png"));
                }
            }
        }
        Path folder = own.resolve("many-run");
        var run =
                dev.fovea.run.RunFile.parse(
                        "test",
                        "data: " + set + "\nnetwork: [{maxPool: 8}, flatten, {dense: 100}]\nepochs: 1\n",
                        List.of());
        var samples = dev.fovea.run.RunData.exactly(run, DataOptions.standard().withOffline(true));
        dev.fovea.run.TrainingRun.begin(samples, folder, SmallRun.engine(), List.of()).train();
        String html = Report.html(SmallRun.read(folder));

        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(Report.MOST_BYTES);
        assertThat(elements(parse(html), "button")).hasSizeGreaterThan(10);
    }

    @Test
    void saysWhatItExpectedWhereThereIsNoRun() {
        List<Path> wrong = new ArrayList<>(List.of(own.resolve("none"), own, run.resolve("run.yaml")));

        assertThatThrownBy(() -> RunRecord.read(wrong.get(0), SmallRun.engine()))
                .hasMessage(
                        "reporting on "
                                + wrong.get(0)
                                + ": there is no such folder; expected the folder of a run, such as fovea train leaves in"
                                + " runs/");
        assertThatThrownBy(() -> RunRecord.read(wrong.get(1), SmallRun.engine()))
                .hasMessageContaining("the folder has neither run.yaml nor a checkpoint; expected the folder of a run");
        assertThatThrownBy(() -> RunRecord.read(wrong.get(2), SmallRun.engine()))
                .hasMessageContaining("it is a file; expected the folder of a run");
    }

    @Test
    void replacesAPageOnlyByAWholeOne() throws IOException {
        Path file = own.resolve("report.html");
        Files.writeString(file, "old");
        Report.write(SmallRun.read(run), file);

        assertThat(file).hasContent(page);
        try (Stream<Path> files = Files.list(own)) {
            assertThat(files).containsExactly(file);
        }
    }
}
