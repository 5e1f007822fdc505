package dev.fovea.insight.report;

import dev.fovea.data.DataOptions;
import dev.fovea.data.Dataset;
import dev.fovea.data.Digits;
import dev.fovea.data.Splits;
import dev.fovea.image.ImageFiles;
import dev.fovea.run.Engines;
import dev.fovea.run.RunData;
import dev.fovea.run.RunFile;
import dev.fovea.run.TrainingRun;
import dev.fovea.tensor.Engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A run that takes moments: a few drawn digits in folders with awkward names.
final class SmallRun {
    static final List<String> CLASSES = List.of("<script>alert(1)<", "a & b", "it's \"three\"");

    private static final String RUN =
            """
            name: small
            data: %s
            network: [{conv: {filters: 4, kernel: 5}}, relu, {maxPool: 4}, flatten, {dropout: 0.1}, {dense: 3}]
            learningRate: 0.003
            optimiser: adam
            epochs: %d
            batchSize: 20
            """;

    private SmallRun() {}

    static Engine engine() {
        return Engines.of(RunFile.deviceChoice(List.of()));
    }

    /// Pictures in `train` and `test`, each with a folder for a class.
    static Path data(Path folder) throws IOException {
        Splits digits = Digits.draw(1, 120, 90);
        write(digits.train(), folder.resolve("train"));
        write(digits.test(), folder.resolve("test"));
        return folder;
    }

    private static void write(Dataset digits, Path folder) throws IOException {
        for (int i = 0; i < digits.size(); i++) {
            if (digits.label(i) < CLASSES.size()) {
                Path of = Files.createDirectories(folder.resolve(CLASSES.get(digits.label(i))));
                ImageFiles.writePng(digits.image(i), of.resolve(i + ".png"));
            }
        }
    }

    static Path train(Path data, Path folder, int epochs, String... more) throws IOException {
        String text = RUN.formatted(data, epochs) + String.join("\n", more) + "\n";
        RunFile run = RunFile.parse("test", text, List.of());
        RunData samples = RunData.exactly(run, DataOptions.standard().withOffline(true));
        TrainingRun.begin(samples, folder, engine(), List.of()).train();
        return folder;
    }

    static ReportData read(Path folder) throws IOException {
        return ReportData.read(RunRecord.read(folder, engine()), DataOptions.standard().withOffline(true));
    }
}
