package dev.fovea.cli;

import dev.fovea.data.DataOptions;
import dev.fovea.run.DataSource;
import dev.fovea.run.RunFile;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Data and the options that say how they are read.
final class DataInput {
    @Parameters(index = "0", paramLabel = "DATA", description = DataHelp.DATA)
    private String data;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column of labels in a CSV file; one called label or the like by default.")
    private @Nullable String label;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Set a key of a run file about data: transposed, planes, preparation.size, preparation.colour,"
                            + " preparation.scale, preparation.shift and so on.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--offline", description = "Download nothing.")
    private boolean offline;

    /// The run file that the options make.
    RunFile run() {
        List<RunFile.Setting> settings = new ArrayList<>();
        settings.add(
                new RunFile.Setting("data", "\"" + data.replace("\\", "\\\\").replace("\"", "\\\"") + "\"", "DATA"));
        ComputeOptions.add(settings, "label", "--label", label);
        set.forEach(setting -> settings.add(TrainOptions.setting(setting)));
        return RunFile.parse("the options", "network: linear", settings);
    }

    /// The data.
    DataSource open(RunFile run, Main main) throws IOException {
        DataOptions options =
                DataOptions.standard().withOffline(offline).withListener(event -> ComputeOptions.tell(event, main));
        return DataSource.open(data, options, run.data().reading());
    }
}
