package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.data.DataEvent;
import dev.fovea.data.DataOptions;
import dev.fovea.device.StandardEngine;
import dev.fovea.run.Engines;
import dev.fovea.run.RunFile;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The options of all commands that compute: what computes, and whether data may be downloaded.
final class ComputeOptions {
    private final Given<@Nullable String> device;
    private final Given<@Nullable String> threads;
    private final Given<@Nullable String> vector;
    private final Given<Boolean> offline;

    ComputeOptions(Options options) {
        device = options.text("--device", "DEVICE", "What computes: cpu, or gpu:N.");
        threads = options.text("--threads", "N", "Threads that compute; all processors by default.");
        vector =
                options.text(
                        "--vector", "BITS", "auto (the default), scalar, 128, 256 or 512: all give the same bits.");
        offline = options.flag("--offline", "Download nothing.");
    }

    /// What the options set in a run file.
    List<RunFile.Setting> settings() {
        List<RunFile.Setting> settings = new ArrayList<>();
        add(settings, "device", "--device", device.get());
        add(settings, "threads", "--threads", threads.get());
        add(settings, "vector", "--vector", vector.get());
        return settings;
    }

    static void add(List<RunFile.Setting> settings, String key, String option, @Nullable String value) {
        if (value != null) {
            settings.add(new RunFile.Setting(key, value, "option " + option));
        }
    }

    /// The engine, where there is no run file.
    StandardEngine engine() {
        return Engines.of(RunFile.deviceChoice(settings()));
    }

    /// Where data are looked for; downloads are told on standard error.
    DataOptions data(Main main) {
        return DataOptions.standard().withOffline(offline.get()).withListener(event -> tell(event, main));
    }

    static void tell(DataEvent event, Main main) {
        switch (event) {
            case DataEvent.Started started -> main.note("downloading " + started.address());
            case DataEvent.Failed failed -> main.note("no luck with " + failed.address() + ": " + failed.reason());
            case DataEvent.Found _, DataEvent.Progressed _, DataEvent.Fetched _ -> {
                // What was found is told with the data.
            }
        }
    }
}
