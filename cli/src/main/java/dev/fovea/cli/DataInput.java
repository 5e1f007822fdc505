package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.data.DataOptions;
import dev.fovea.run.DataSource;
import dev.fovea.run.RunFile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Data and the options that say how they are read.
final class DataInput {
    private final Given<String> data;
    private final Given<@Nullable String> label;
    private final Given<List<String>> set;
    private final Given<Boolean> offline;

    DataInput(Options options) {
        data = options.argument(String.class, 0, "DATA", DataHelp.DATA);
        label = options.text("--label", "COLUMN", DataHelp.NEW_LABEL);
        set =
                options.repeated(
                        "--set",
                        "KEY=VALUE",
                        "Set a key of a run file about data: transposed, planes, preparation.size, preparation.colour,"
                                + " preparation.scale, preparation.shift and so on.");
        offline = options.flag("--offline", "Download nothing.");
    }

    /// The run file that the options make.
    RunFile run() {
        List<RunFile.Setting> settings = new ArrayList<>();
        settings.add(
                new RunFile.Setting(
                        "data", "\"" + data.get().replace("\\", "\\\\").replace("\"", "\\\"") + "\"", "DATA"));
        ComputeOptions.add(settings, "label", "--label", label.get());
        set.get().forEach(setting -> settings.add(TrainOptions.setting(setting)));
        return RunFile.parse("the options", "network: linear", settings);
    }

    /// The data.
    DataSource open(RunFile run, Main main) throws IOException {
        DataOptions options =
                DataOptions.standard()
                        .withOffline(offline.get())
                        .withListener(event -> ComputeOptions.tell(event, main));
        return DataSource.open(data.get(), options, run.data().reading());
    }
}
