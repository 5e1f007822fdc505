package dev.fovea.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Medians over rounds, ratios, shares of the peak.
class TablesTest {
    private static Measurement training(String side, int round, double speed, double peak) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("side", side);
        values.put("part", "train");
        values.put("work", "A");
        values.put("data", "mnist");
        values.put("batch", 100);
        values.put("round", round);
        values.put("images_per_second", speed);
        values.put("flop_per_image", 10e6);
        values.put("peak_gflops", peak);
        values.put("others", .03);
        values.put("first_loss", 2.3047);
        values.put("rss_mib", 300);
        if (round == 1) {
            values.put("accuracy", .9876);
        }
        return Measurement.of(values);
    }

    @Test
    void trainingIsSortedBySpeedWithRatios() {
        List<Measurement> lines = new ArrayList<>();
        lines.add(training("slow", 1, 2_000, 200));
        lines.add(training("fovea", 1, 9_000, 200));
        lines.add(training("slow", 2, 2_200, 200));
        lines.add(training("fovea", 2, 10_000, 200));
        lines.add(training("slow", 3, 1_900, 200));
        lines.add(training("fovea", 3, 12_000, 200));
        lines.add(Measurement.of(Map.of("side", "slow", "part", "size", "work", "download", "mib", 108.04)));
        List<String> rows = new Tables(lines).text().lines().filter(line -> line.startsWith("| ")).toList();
        assertThat(rows)
                .containsExactly(
                        "| side | images/s | least to most | Fovea's is | GFLOP/s | of the peak | accuracy | first loss | others' load |"
                                + " peak RSS, MiB | download, MiB |",
                        "| fovea | 10,000 | 9,000 to 12,000 | 1.00x | 100.0 | 50 % | 0.9876 | 2.30470 | 3 % | 300 |  |",
                        "| slow | 2,000 | 1,900 to 2,200 | 5.00x | 20.0 | 10 % | 0.9876 | 2.30470 | 3 % | 300 | 108.0 |");
    }

    private static Measurement prediction(String side, int batch, double speed) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("side", side);
        values.put("part", "predict");
        values.put("work", "D");
        values.put("batch", batch);
        values.put("images_per_second", speed);
        values.put("flop_per_image", 1e6);
        values.put("peak_gflops", 100);
        values.put("p50_us", 1e6 / speed * batch);
        values.put("p99_us", 2e6 / speed * batch);
        values.put("rss_mib", 77);
        values.put("others", .5);
        values.put("difference", 2e-7);
        return Measurement.of(values);
    }

    @Test
    void predictionHasAColumnForEachBatch() {
        List<Measurement> lines = new ArrayList<>();
        for (int batch : new int[] {1, 8, 100, 10_000}) {
            lines.add(prediction("fovea", batch, 10_000 + batch));
            lines.add(prediction("other", batch, 5_000));
        }
        String text = new Tables(lines).text();
        assertThat(text).contains("E, prediction with D's network");
        assertThat(text)
                .contains(
                        "| fovea | 100 | 200 | 10,001 | 10,008 | 10,100 | 20,000 | 10 % | 20 % | 50 % | 77 | 2e-07 |");
        assertThat(text)
                .contains(
                        "| other | 200 | 400 | 5,000 (2.00x) | 5,000 (2.00x) | 5,000 (2.02x) | 5,000 (4.00x) | 5 % | 5 % | 50 % |");
    }

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        List<Measurement> four = new ArrayList<>();
        for (int speed : new int[] {4, 1, 3, 2}) {
            four.add(training("fovea", 1, speed, 1));
        }
        assertThat(Tables.median(four, line -> line.number("images_per_second").orElseThrow())).isEqualTo(2.5);
        assertThat(Tables.median(List.of(), _ -> 1)).isNaN();
    }

    @Test
    void growingNetworksAndStartsHaveTables() {
        Map<String, Object> scale = new LinkedHashMap<>(Map.of("images_per_second", 1000, "flop_per_image", 50e6));
        scale.putAll(
                Map.of("side", "fovea", "part", "scale", "work", "lenet-2-28-1", "peak_gflops", 100, "rss_mib", 55));
        Map<String, Object> start = new LinkedHashMap<>(Map.of("side", "slow", "part", "start", "work", "A"));
        start.put("first_step_seconds", 1.5);
        Map<String, Object> size = Map.of("side", "fovea", "part", "size", "work", "core", "mib", .8);
        String text = new Tables(List.of(Measurement.of(scale), Measurement.of(start), Measurement.of(size))).text();
        assertThat(text).contains("| lenet | x2 | 28x28 | 1 | 50.00 | 1,000 | 50.0 | 50 % | 55 |");
        assertThat(text).contains("| slow | 1.500 | 1.500 to 1.500 |").doesNotContain("the second epoch");
        assertThat(text).contains("| the library alone | 0.8 |");
    }

    @Test
    void profilesAreSortedByShare() {
        List<Measurement> lines = new ArrayList<>();
        Map.of("KDense.four", .25, "KTanh.run", .74, "Trainer", .001)
                .forEach((kernel, share) -> {
                    Map<String, Object> values = Map.of("side", "fovea", "part", "profile", "work", "B");
                    lines.add(Measurement.of(values).with("kernel", kernel).with("share", share));
                });
        assertThat(new Tables(lines).text())
                .contains("B, training: where the time goes")
                .contains("| `KTanh.run` | 74.0 % |\n| `KDense.four` | 25.0 % |\n")
                .doesNotContain("Trainer");
    }

    @Test
    void tablesGoBetweenTheirMarks(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "before\n" + Document.BEGIN + "\nold\n" + Document.END + "\nafter\n");
        Document.put(page, "| new |\n");
        Document.put(page, "| newer |\n");
        assertThat(page).hasContent("before\n" + Document.BEGIN + "\n\n| newer |\n\n" + Document.END + "\nafter\n");
        Files.writeString(page, "no marks");
        assertThatThrownBy(() -> Document.put(page, "x")).hasMessageContaining("expected the line " + Document.BEGIN);
    }

    @Test
    void whatWasNotMeasuredHasNoTable() {
        assertThat(new Tables(List.of(training("fovea", 1, 1, 1))).text())
                .contains("A, training")
                .doesNotContain("B, training", "prediction");
        assertThat(new Tables(List.of()).text()).isBlank();
    }
}
