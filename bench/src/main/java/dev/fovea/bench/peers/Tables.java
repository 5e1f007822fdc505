package dev.fovea.bench.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// Tables in Markdown from measurements: medians over rounds, their spread, ratios, the share of the peak.
final class Tables {
    private static final String OURS = "fovea";
    private static final List<Integer> BATCHES = List.of(1, 8, 100, 10_000);
    private static final double LEAST_SHARE = .005;
    private static final Map<String, String> START_NAMES =
            Map.of(
                    "first_step_seconds", "A: from the start of the process to the end of the first step, data read",
                    "first_epoch_seconds", "A: the first epoch, compilation included",
                    "second_epoch_seconds", "A: the second epoch",
                    "idx", "reading MNIST's 70,000 images from gzip",
                    "csv", "reading 42,000 rows of CSV (77 MB)");

    private final List<Measurement> lines;
    private final StringBuilder text = new StringBuilder();

    Tables(List<Measurement> lines) {
        this.lines = lines;
    }

    /// All tables for which there are measurements.
    String text() {
        machine();
        for (Work work : Work.values()) {
            training(work);
        }
        for (Work work : Work.values()) {
            prediction(work);
        }
        starts();
        scaling();
        profiles();
        return text.toString();
    }

    private void machine() {
        Set<String> machines = new LinkedHashSet<>();
        for (Measurement line : lines) {
            if (!line.text("machine").isEmpty()) {
                machines.add(
                        line.text("machine") + ", Java " + line.text("java") + ", Fovea at " + line.text("commit"));
            }
        }
        machines.forEach(line -> text.append(line).append('\n'));
        text.append('\n');
    }

    private List<Measurement> of(String part, Work work) {
        return of(part).stream().filter(line -> line.work().equals(work.name())).toList();
    }

    private List<Measurement> of(String part) {
        return lines.stream().filter(line -> line.part().equals(part)).toList();
    }

    private static List<String> sides(List<Measurement> some) {
        return List.copyOf(new LinkedHashSet<>(some.stream().map(Measurement::side).toList()));
    }

    private static List<Measurement> by(String side, int batch, List<Measurement> some) {
        return some.stream().filter(line -> line.side().equals(side) && line.whole("batch") == batch).toList();
    }

    private void training(Work work) {
        List<Measurement> some = of("train", work);
        if (some.isEmpty()) {
            return;
        }
        Measurement first = some.getFirst();
        heading(
                "%s, training: %s, batches of %d on %s, %s MFLOP an image"
                        .formatted(work, work.title(), work.batch(), first.text("data"), megaflops(first)));
        row(
                "side",
                "images/s",
                "least to most",
                "Fovea's is",
                "GFLOP/s",
                "of the peak",
                "accuracy",
                "first loss",
                "others' load",
                "peak RSS, MiB",
                "download, MiB");
        rule(11);
        double ours = median(by(OURS, work.batch(), some), Tables::speed);
        List<String> sides = new ArrayList<>(sides(some));
        sides.sort((a, b) ->
                Double.compare(
                        median(by(b, work.batch(), some), Tables::speed),
                        median(by(a, work.batch(), some), Tables::speed)));
        for (String side : sides) {
            List<Measurement> own = by(side, work.batch(), some);
            double speed = median(own, Tables::speed);
            row(
                    side,
                    number("%,.0f", speed),
                    number("%,.0f", all(own, Tables::speed).min().orElse(0))
                            + " to "
                            + number("%,.0f", all(own, Tables::speed).max().orElse(0)),
                    number("%.2fx", ours / speed),
                    number("%.1f", median(own, Tables::gigaflops)),
                    number("%.0f %%", median(own, Tables::share)),
                    accuracy(own),
                    number("%.5f", median(own, line -> value(line, "first_loss"))),
                    number("%.0f %%", 100 * median(own, line -> value(line, "others"))),
                    number("%.0f", median(own, line -> value(line, "rss_mib"))),
                    download(side));
        }
        text.append('\n');
    }

    private static String accuracy(List<Measurement> own) {
        double[] known =
                own.stream()
                        .map(line -> line.number("accuracy"))
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .toArray();
        return known.length == 0 ? "" : number("%.4f", Arrays.stream(known).average().orElse(0));
    }

    private String download(String side) {
        return lines.stream()
                .filter(line -> line.part().equals("size") && line.side().equals(side))
                .reduce((_, last) -> last)
                .map(line -> number("%.1f", value(line, "mib")))
                .orElse("");
    }

    private void prediction(Work work) {
        List<Measurement> some = of("predict", work);
        if (some.isEmpty()) {
            return;
        }
        heading(
                "E, prediction with %s's network, %s MFLOP an image; images/s, and how many times that is Fovea's"
                        .formatted(work, megaflops(some.getFirst())));
        row(
                "side",
                "one image: median us",
                "99th percentile us",
                "batch 1",
                "8",
                "100",
                "10,000",
                "of the peak at 100",
                "at 10,000",
                "others' load",
                "peak RSS, MiB",
                "difference");
        rule(12);
        for (String side : sides(some)) {
            List<String> cells = new ArrayList<>(List.of(side));
            cells.add(number("%.0f", median(by(side, 1, some), line -> value(line, "p50_us"))));
            cells.add(number("%.0f", median(by(side, 1, some), line -> value(line, "p99_us"))));
            for (int batch : BATCHES) {
                double speed = median(by(side, batch, some), Tables::speed);
                double ours = median(by(OURS, batch, some), Tables::speed);
                cells.add(number("%,.0f", speed) + (side.equals(OURS) ? "" : number(" (%.2fx)", ours / speed)));
            }
            cells.add(number("%.0f %%", median(by(side, 100, some), Tables::share)));
            cells.add(number("%.0f %%", median(by(side, 10_000, some), Tables::share)));
            List<Measurement> own = some.stream().filter(line -> line.side().equals(side)).toList();
            cells.add(number("%.0f %%", 100 * median(own, line -> value(line, "others"))));
            cells.add(number("%.0f", median(by(side, 10_000, some), line -> value(line, "rss_mib"))));
            cells.add(number("%.0e", median(by(side, 100, some), line -> value(line, "difference"))));
            row(cells.toArray(String[]::new));
        }
        text.append('\n');
    }

    /// Whole processes and their beginnings, in seconds.
    private void starts() {
        if (of("start").isEmpty() && of("command").isEmpty()) {
            return;
        }
        heading("Starting, in seconds: medians, least to most");
        row("what", "who", "median", "least to most");
        rule(4);
        for (String name : List.of("first_step_seconds", "first_epoch_seconds", "second_epoch_seconds")) {
            for (String side : sides(of("start"))) {
                List<Measurement> own = of("start").stream().filter(line -> line.side().equals(side)).toList();
                start(START_NAMES.getOrDefault(name, name), side, own, name);
            }
        }
        for (String part : List.of("read", "command")) {
            for (String work : new LinkedHashSet<>(of(part).stream().map(Measurement::work).toList())) {
                List<Measurement> own = of(part).stream().filter(line -> line.work().equals(work)).toList();
                start(START_NAMES.getOrDefault(work, work), OURS, own, "seconds");
            }
        }
        text.append('\n');
        sizes();
    }

    private void start(String what, String side, List<Measurement> own, String name) {
        double[] known =
                own.stream()
                        .filter(line -> line.number(name).isPresent())
                        .mapToDouble(line -> value(line, name))
                        .sorted()
                        .toArray();
        if (known.length > 0) {
            String least = number("%.3f", known[0]);
            String most = number("%.3f", known[known.length - 1]);
            row(what, side, number("%.3f", known[known.length / 2]), least + " to " + most);
        }
    }

    private void sizes() {
        heading("What has to be downloaded, in MiB");
        row("what", "MiB");
        rule(2);
        for (Measurement line : of("size")) {
            String what =
                    line.work().equals("core")
                            ? "the library alone"
                            : line.side().equals(OURS) ? "all of `fovea`" : line.side();
            row(what, number("%.1f", value(line, "mib")));
        }
        text.append('\n');
    }

    /// Networks that grow.
    private void scaling() {
        List<Measurement> some = of("scale");
        if (some.isEmpty()) {
            return;
        }
        heading("Growing: training in batches of " + Scaling.BATCH);
        row(
                "network",
                "width",
                "image",
                "threads",
                "MFLOP an image",
                "images/s",
                "GFLOP/s",
                "of the peak",
                "peak RSS, MiB");
        rule(9);
        for (String work : new LinkedHashSet<>(some.stream().map(Measurement::work).toList())) {
            List<Measurement> own = some.stream().filter(line -> line.work().equals(work)).toList();
            Scaling scaling = Scaling.of(work);
            row(
                    scaling.family(),
                    "x" + scaling.width(),
                    scaling.size() + "x" + scaling.size(),
                    String.valueOf(scaling.threads()),
                    megaflops(own.getFirst()),
                    number("%,.0f", median(own, Tables::speed)),
                    number("%.1f", median(own, Tables::gigaflops)),
                    number("%.0f %%", median(own, Tables::share)),
                    number("%.0f", median(own, line -> value(line, "rss_mib"))));
        }
        text.append('\n');
    }

    /// Where the time goes, the largest shares first; medians over rounds.
    private void profiles() {
        for (Work work : Work.values()) {
            List<Measurement> some = of("profile", work);
            if (some.isEmpty()) {
                continue;
            }
            heading("%s, training: where the time goes".formatted(work));
            row("kernel, or class outside of kernels", "share");
            rule(2);
            Map<String, Double> shares = new TreeMap<>();
            for (Measurement line : some) {
                List<Measurement> own =
                        some.stream().filter(other -> other.text("kernel").equals(line.text("kernel"))).toList();
                shares.put(line.text("kernel"), median(own, each -> value(each, "share")));
            }
            shares.entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .filter(entry -> entry.getValue() >= LEAST_SHARE)
                    .forEach(entry -> row("`" + entry.getKey() + "`", number("%.1f %%", 100 * entry.getValue())));
            text.append('\n');
        }
    }

    private static double value(Measurement line, String name) {
        return line.number(name).orElse(Double.NaN);
    }

    private static double speed(Measurement line) {
        return value(line, "images_per_second");
    }

    private static double gigaflops(Measurement line) {
        return speed(line) * value(line, "flop_per_image") * 1e-9;
    }

    /// In percent.
    private static double share(Measurement line) {
        return 100 * gigaflops(line) / value(line, "peak_gflops");
    }

    private static DoubleStream all(List<Measurement> some, ToDoubleFunction<Measurement> value) {
        return some.stream().mapToDouble(value);
    }

    /// The middle one, or the mean of the middle two; not a number where there is none.
    static double median(List<Measurement> some, ToDoubleFunction<Measurement> value) {
        double[] sorted = all(some, value).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }

    private void heading(String words) {
        text.append("### ").append(words).append("\n\n");
    }

    private static String megaflops(Measurement line) {
        return number("%.2f", value(line, "flop_per_image") / 1e6);
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void rule(int columns) {
        text.append("|---").append("|---:".repeat(columns - 1)).append("|\n");
    }
}
