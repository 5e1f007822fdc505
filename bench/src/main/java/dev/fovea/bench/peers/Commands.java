package dev.fovea.bench.peers;

import dev.fovea.model.Json;
import dev.fovea.model.RunFiles;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How long whole processes of the command `fovea` take, and how large it is.
final class Commands {
    private static final int TIMES = 5;

    /// Work A, in the words of a run file.
    private static final List<String> WORK_A =
            List.of(
                    "--set=network=lenet-tanh",
                    "--set=optimiser={sgd: {momentum: 0.9}}",
                    "--set=learningRate=" + Work.A.learningRate(),
                    "--batch-size=" + Work.A.batch());

    private static final int EPOCHS = 2;

    private final Path bench;
    private final Path home;
    private final int threads;

    /// The command of this checkout.
    ///
    /// @param bench the folder `bench`
    /// @param threads that a training may use
    Commands(Path bench, int threads) {
        this.bench = bench;
        this.threads = threads;
        this.home = bench.resolve("..").normalize();
    }

    /// Times `fovea --help` and a prediction of one image, five times each, once before to fill caches, and trainings.
    List<Measurement> time(int round) throws IOException, InterruptedException {
        Path model = bench.resolve("target/results/model");
        if (!Files.exists(model)) {
            run(fovea("train", "digits", "--epochs", "1", "--out", model.toString()));
        }
        String picture = home.resolve("docs/samples/0-28x28-light-on-dark.png").toString();
        List<Measurement> measured = new ArrayList<>();
        measured.add(timed(round, "fovea --help", "--help"));
        measured.add(timed(round, "fovea predict, one image", "predict", model.toString(), picture));
        Path runs = Files.createTempDirectory(bench.resolve("target/results"), "runs");
        measured.add(firstStep(round, runs.resolve("first-step")));
        measured.addAll(epochs(round, runs.resolve("A")));
        measured.add(modelOnDisk(round, runs.resolve("mnist-fast")));
        delete(runs);
        return measured;
    }

    /// From the start of the process until `fovea train` says that A's first step is done; nothing more is trained.
    private Measurement firstStep(int round, Path out) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(WORK_A);
        words.addAll(List.of("--set=logEvery=1", "--epochs=1"));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(training(out, words)).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        double seconds = Double.NaN;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.contains(" batch 1/")) {
                    seconds = (System.nanoTime() - start) * 1e-9;
                    break;
                }
            }
        }
        process.destroy();
        process.waitFor();
        if (Double.isNaN(seconds)) {
            throw new IOException("waiting for the first step of fovea train: it ended without one, and said " + said);
        }
        return command(round, "fovea train, A: start to the first step's end").with("seconds", seconds);
    }

    /// `seconds` of the first two epochs of `fovea train` with A's network and optimiser, as its metrics have them.
    private List<Measurement> epochs(int round, Path out) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(WORK_A);
        words.add("--epochs=" + EPOCHS);
        run(training(out, words));
        List<Measurement> epochs = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve(RunFiles.METRICS))) {
            Map<String, Json> fields = ((Json.Fields) Json.parse(line)).fields();
            if (fields.get("seconds") instanceof Json.Numeral seconds) {
                String what = "fovea train, A: epoch " + (epochs.size() + 1);
                epochs.add(command(round, what).with("seconds", Double.parseDouble(seconds.digits())));
            }
        }
        if (epochs.size() != EPOCHS) {
            throw new IOException(
                    "reading the epochs of "
                            + out
                            + ": its metrics have the seconds of "
                            + epochs.size()
                            + "; expected "
                            + EPOCHS);
        }
        return epochs;
    }

    /// From the start of the process until its model is written for the last time.
    private Measurement modelOnDisk(int round, Path out) throws IOException, InterruptedException {
        Instant start = Instant.now();
        run(training(out, List.of("--recipe=mnist-fast")));
        Instant written = Files.getLastModifiedTime(out.resolve(RunFiles.CHECKPOINT)).toInstant();
        return command(round, "fovea train --recipe mnist-fast: start to model on disk")
                .with("seconds", Duration.between(start, written).toNanos() * 1e-9);
    }

    private List<String> training(Path out, List<String> words) throws IOException {
        List<String> all = fovea("train", WorkData.digitsHere(), "--out=" + out, "--threads=" + threads);
        all.addAll(words);
        return all;
    }

    private List<String> fovea(String... words) {
        List<String> command = new ArrayList<>(List.of(home.resolve("fovea").toString()));
        command.addAll(List.of(words));
        return command;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Measurement timed(int round, String what, String... words) throws IOException, InterruptedException {
        List<String> command = fovea(words);
        run(command);
        double best = Double.MAX_VALUE;
        double all = 0;
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            run(command);
            double seconds = (System.nanoTime() - start) * 1e-9;
            all += seconds;
            best = StrictMath.min(best, seconds);
        }
        return command(round, what).with("seconds", all / TIMES).with("best", best);
    }

    private static Measurement command(int round, String what) {
        return measurement("command", what).with("round", round);
    }

    private static Measurement measurement(String part, String what) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("side", Contender.FOVEA.label());
        values.put("part", part);
        values.put("work", what);
        return Measurement.of(values);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        File log = bench.resolve("target/results/command.log").toFile();
        int code = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start().waitFor();
        if (code != 0) {
            throw new IOException(command + " ended with exit code " + code + "; its messages are in " + log);
        }
    }

    /// The library alone, and all that the command needs, in MiB.
    List<Measurement> sizes() throws IOException {
        double all = 0;
        double core = 0;
        try (Stream<Path> jars = Files.find(home.resolve("cli/target"), 4, (file, _) -> inRelease(file))) {
            for (Path jar : jars.toList()) {
                double size = Files.size(jar) / 1048576.0;
                all += size;
                core += jar.getFileName().toString().startsWith("fovea-core") ? size : 0;
            }
        }
        return List.of(measurement("size", "core").with("mib", core), measurement("size", "download").with("mib", all));
    }

    private static boolean inRelease(Path file) {
        return file.toString().matches(".*/lib/[^/]+\\.jar");
    }
}
