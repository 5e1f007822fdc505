package dev.fovea.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Starts the sides one after the other, round by round, keeps what they measured and prints the tables: what
/// `bench/run` starts, in the folder `bench`.
///
/// What the file of results has already is not measured again: a run that was stopped goes on where it stood.
final class Conductor {
    private static final int LONGEST_SECONDS = 600;

    private final Options options;
    private final Contender.Setting setting;
    private final Results results;
    private final List<String> failures = new ArrayList<>();

    private Conductor(Options options, Contender.Setting setting, Results results) {
        this.options = options;
        this.setting = setting;
        this.results = results;
    }

    /// Measures, as far as asked, and prints the tables.
    public static void main(String[] words) throws IOException, InterruptedException {
        Path bench = Path.of("").toAbsolutePath();
        Options options;
        try {
            options = Options.of(List.of(words));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        List<String> launcherOptions = Files.readAllLines(bench.resolve("target/launcher-options"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Conductor conductor =
                new Conductor(
                        options,
                        new Contender.Setting(bench, java, launcherOptions, options.threads()),
                        new Results(options.results()));
        if (options.measure()) {
            conductor.measure();
        }
        String tables = new Tables(conductor.results.lines()).text();
        Files.createDirectories(bench.resolve("target/results"));
        Files.writeString(bench.resolve("target/results/tables.md"), tables);
        if (options.document()) {
            Document.put(bench.resolveSibling("docs").resolve("performance.md"), tables);
        }
        System.out.print(tables);
        conductor.failures.forEach(System.err::println);
        if (!conductor.failures.isEmpty()) {
            throw new IllegalStateException(conductor.failures.size() + " processes failed, see above");
        }
    }

    private record Turn(Contender contender, Job job, int round) {}

    /// What is left to do. Sides take turns; each round begins with another.
    private List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        List<Contender> sides = new ArrayList<>(options.sides().stream().map(Contender::of).toList());
        for (int round = 1; round <= options.rounds(); round++) {
            for (Job job : options.jobs()) {
                for (Contender side : sides) {
                    if (side.does(job) && !results.has(side.label(), job, round)) {
                        turns.add(new Turn(side, job, round));
                    }
                }
            }
            Collections.rotate(sides, -1);
        }
        return turns;
    }

    private void measure() throws IOException, InterruptedException {
        sizes();
        if (options.jobs().equals(Job.START)) {
            commands();
        }
        List<Turn> turns = turns();
        int seconds = turns.stream().mapToInt(turn -> turn.job().estimate()).sum();
        System.err.printf("%d processes, about %d minutes%n", turns.size(), (seconds + 59) / 60);
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            System.err.printf(
                    "[%d/%d] round %d, %s: %s%n",
                    i + 1, turns.size(), turn.round(), turn.job(), turn.contender().label());
            take(turn);
        }
    }

    private void take(Turn turn) throws IOException, InterruptedException {
        Path log =
                setting.bench()
                        .resolve("target/results/" + turn.contender().label() + "-" + turn.job().part() + ".log");
        Files.createDirectories(log.getParent());
        Process process =
                turn.contender()
                        .process(setting, turn.job().words(setting.threads(), turn.round() == 1))
                        .redirectError(log.toFile())
                        .start();
        Thread watch =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                                    process.destroyForcibly();
                                }
                            } catch (InterruptedException _) {
                                // It has ended.
                            }
                        });
        List<Measurement> measured = new ArrayList<>();
        boolean done = false;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null && !done; line = lines.readLine()) {
                done = line.equals(SideProcess.DONE);
                Optional<Measurement> measurement = Measurement.parse(line);
                measurement.ifPresent(value -> measured.add(complete(value, turn)));
            }
        }
        process.destroy(); // some engines leave threads behind that would keep it alive
        process.waitFor();
        watch.interrupt();
        if (done) {
            measured.forEach(line -> System.err.println("        " + brief(line)));
            results.add(measured);
        } else {
            failures.add(turn.job() + " by " + turn.contender().label() + " failed; its messages are in " + log);
        }
    }

    private static String brief(Measurement line) {
        if (line.number("peak_gflops").isEmpty()) {
            return line.toString();
        }
        return "batch %d: %.0f images/s at a peak of %.0f GFLOP/s"
                .formatted(
                        line.whole("batch"),
                        line.number("images_per_second").orElse(0),
                        line.number("peak_gflops").orElse(0));
    }

    private static Measurement complete(Measurement line, Turn turn) {
        return line.with("round", turn.round())
                .with("commit", System.getProperty("bench.commit", ""))
                .with("machine", System.getProperty("bench.machine", ""))
                .with("java", Runtime.version().toString());
    }

    /// The command line, as whole processes.
    private void commands() throws IOException, InterruptedException {
        Commands commands = new Commands(setting.bench(), setting.threads());
        for (int round = 1; round <= options.rounds(); round++) {
            int present = round;
            boolean known =
                    results.lines().stream()
                            .anyMatch(line -> line.part().equals("command") && line.whole("round") == present);
            if (!known) {
                System.err.println("round " + round + ", the command line");
                try {
                    results.add(commands.time(round));
                } catch (IOException e) {
                    failures.add(e.getMessage());
                }
            }
        }
        if (results.lines().stream().noneMatch(line -> line.part().equals("size") && line.work().equals("core"))) {
            results.add(commands.sizes());
        }
    }

    /// What has to be downloaded for each engine.
    private void sizes() throws IOException {
        for (String label : options.sides()) {
            Contender side = Contender.of(label);
            boolean known =
                    results.lines().stream().anyMatch(line -> line.side().equals(label) && line.part().equals("size"));
            if (!side.ours() && !known) {
                results.add(
                        List.of(
                                Measurement.of(java.util.Map.of("side", label, "part", "size", "work", "download"))
                                        .with("mib", side.download(setting.bench()) / 1048576.0)));
            }
        }
    }
}
