package dev.fovea.insight.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fovea.insight.statistics.Mistakes;
import dev.fovea.insight.statistics.Predictions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The page as people use it, in a headless Chromium. [ReportTest] holds its structure where there is none.
class ReportInBrowserTest {
    @TempDir static Path folder;

    private static Browser browser;
    private static Path page;
    private static Predictions predictions;

    @BeforeAll
    static void open() throws Exception {
        Optional<Path> program = Browser.find();
        assumeThat(program)
                .as("no Chromium in PATH and none named by the variable CHROMIUM, so nobody can click on the report")
                .isPresent();
        Path run = SmallRun.train(SmallRun.data(folder.resolve("set")), folder.resolve("run"), 1);
        ReportData data = SmallRun.read(run);
        predictions = Objects.requireNonNull(data.predictions());
        page = folder.resolve("report.html");
        Report.write(data, page);
        browser = Browser.start(program.get());
    }

    @AfterAll
    static void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void load() throws Exception {
        browser.size(1200, 900);
        browser.media("screen", "light");
        browser.open(page);
    }

    private static Mistakes.Cell worst() {
        return Objects.requireNonNull(new Mistakes(predictions).worst());
    }

    private static String cell(Mistakes.Cell cell) {
        return "#matrix [data-cell=\"" + cell.prediction() + "," + cell.reference() + "\"]";
    }

    @Test
    void aCellOpensItsImagesAndEscapeClosesThem() throws Exception {
        Mistakes.Cell worst = worst();
        assertThat(browser.text("document.getElementById('cell').open")).isEqualTo("false");
        browser.click(cell(worst));

        assertThat(browser.text("document.getElementById('cell').open")).isEqualTo("true");
        assertThat(browser.text("document.getElementById('cell-title').textContent"))
                .isEqualTo(
                        SmallRun.CLASSES.get(worst.reference())
                                + ", said to be "
                                + SmallRun.CLASSES.get(worst.prediction()));
        List<String> names =
                browser.value("[...document.querySelectorAll('#cell .name')].map(e=>e.textContent)").items().stream()
                        .map(dev.fovea.model.Json::asText)
                        .toList();
        List<Integer> samples = new Mistakes(predictions).in(worst.prediction(), worst.reference());
        assertThat(names).isEqualTo(samples.stream().map(predictions::name).toList());
        assertThat(browser.text("document.querySelectorAll('#cell .bars i').length"))
                .isEqualTo(String.valueOf(3 * samples.size()));
        assertThat(browser.text("getComputedStyle(document.querySelector('#cell .im')).backgroundImage"))
                .startsWith("url(\"data:image/png;base64,");

        browser.press("Escape");
        assertThat(browser.text("document.getElementById('cell').open")).isEqualTo("false");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void theCloseButtonAndTheGroundCloseToo() throws Exception {
        browser.click(cell(worst()));
        browser.click("#close");
        assertThat(browser.text("document.getElementById('cell').open")).isEqualTo("false");
    }

    @Test
    void theMatrixIsUsedWithKeysAlone() throws Exception {
        browser.value("document.querySelector('#matrix button').focus()");
        assertThat(browser.text("document.querySelectorAll('#matrix [tabindex=\"0\"]').length")).isEqualTo("1");
        String first = browser.text("document.activeElement.dataset.cell");
        browser.press("ArrowDown");
        String second = browser.text("document.activeElement.dataset.cell");
        assertThat(Integer.parseInt(second.split(",")[0])).isGreaterThan(Integer.parseInt(first.split(",")[0]));
        browser.press("ArrowUp");
        assertThat(browser.text("document.activeElement.dataset.cell")).isEqualTo(first);

        browser.press("Enter");
        assertThat(browser.text("document.getElementById('cell').open")).isEqualTo("true");
        browser.press("Escape");
        assertThat(browser.text("document.activeElement.dataset.cell")).isEqualTo(first);
        assertThat(browser.text("getComputedStyle(document.activeElement).outlineStyle")).isEqualTo("solid");
    }

    @Test
    void nothingIsLoadedAndNothingComplains() throws Exception {
        assertThat(browser.requests.stream().filter(request -> !request.startsWith("data:")))
                .containsExactly(page.toUri().toString());
        assertThat(browser.complaints).isEmpty();
        assertThat(browser.text("[...document.images].every(i=>i.naturalWidth>0)")).isEqualTo("true");
    }

    @Test
    void aPhoneScrollsUpAndDownOnly() throws Exception {
        browser.size(360, 740);

        assertThat(browser.text("document.documentElement.scrollWidth")).isEqualTo("360");
        assertThat(
                        browser.text(
                                "[...document.querySelectorAll('main *')].filter(e=>!e.closest('.scroll')&&!e.closest('svg')"
                                        + "&&e.getBoundingClientRect().right>361).map(e=>e.outerHTML.slice(0,80))"))
                .isEmpty();
        browser.click(cell(worst()));
        assertThat(browser.text("(d=>d.scrollWidth<=d.clientWidth)(document.getElementById('cell'))"))
                .isEqualTo("true");
    }

    @Test
    void darkIsDarkAndPaperIsLightAndUnfolded() throws Exception {
        assertThat(browser.text("getComputedStyle(document.body).backgroundColor")).isEqualTo("rgb(255, 255, 255)");
        browser.media("screen", "dark");
        assertThat(browser.text("getComputedStyle(document.body).backgroundColor")).isEqualTo("rgb(20, 23, 27)");
        assertThat(browser.text("getComputedStyle(document.querySelector('.fovea-graph .convolution')).fill"))
                .isEqualTo("rgb(22, 48, 75)");
        browser.media("print", "dark");
        assertThat(browser.text("getComputedStyle(document.body).backgroundColor")).isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.text("getComputedStyle(document.querySelector('nav')).display")).isEqualTo("none");
        browser.media("", "light");
        Path paper = folder.resolve("report.pdf");
        browser.pdf(paper);
        assertThat(Files.size(paper)).isGreaterThan(20_000);
        assertThat(browser.text("[...document.querySelectorAll('details')].every(d=>d.open)")).isEqualTo("true");
    }

    /// Every text that stands on the page can be told from its ground: at least 4.5 to 1, as WCAG 2.2 (1.4.3) asks.
    @Test
    void textsHaveContrast() throws Exception {
        for (String scheme : List.of("light", "dark")) {
            browser.media("screen", scheme);
            assertThat(browser.text(CONTRAST)).as(scheme).isEmpty();
        }
    }

    private static final String CONTRAST =
            """
            (() => {
              const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
              const colour = (text) => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = text;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data];
              };
              const light = (c) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
                const part = c[i] / 255;
                return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
              }, 0);
              const ground = (element) => {
                for (let e = element; e; e = e.parentElement) {
                  const c = colour(getComputedStyle(e).backgroundColor);
                  if (c[3] === 255) return c;
                }
                return [255, 255, 255];
              };
              const poor = [];
              for (const e of document.querySelectorAll("body *")) {
                if (e.closest("svg,script,style,dialog")) continue;
                const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
                if (!own) continue;
                const [a, b] = [light(colour(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
                const ratio = (a + 0.05) / (b + 0.05);
                if (ratio < 4.5) poor.push(e.tagName + " " + e.textContent.slice(0, 20) + " " + ratio.toFixed(2));
              }
              return poor;
            })()
            """;
}
