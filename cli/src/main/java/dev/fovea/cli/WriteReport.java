package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.data.DataOptions;
import dev.fovea.insight.report.Report;
import dev.fovea.insight.report.ReportData;
import dev.fovea.insight.report.RunRecord;
import dev.fovea.model.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/// `fovea report`: a run on one page.
final class WriteReport implements Callable<Integer> {
    private final Main main;
    private final ComputeOptions compute;
    private final Given<Path> run;
    private final Given<@Nullable String> data;
    private final Given<@Nullable Path> out;
    private final Given<Boolean> json;

    WriteReport(Main main, Options options) {
        this.main = main;
        compute = new ComputeOptions(options);
        run = options.argument(Path.class, 0, "RUN", "The folder of a run.");
        data =
                options.text(
                        "--data",
                        "DATA",
                        "Where the run's data lie now, or others to judge it on; those of the run by default.");
        out = options.value(Path.class, "--out", "FILE", "The file; report.html in the run's folder by default.");
        json = options.flag("--json", "Print the file's name and what is missing in it as JSON.");
    }

    @Override
    public Integer call() throws IOException {
        Path file = out.get() == null ? run.get().resolve(Report.FILE) : out.get();
        RunRecord record = RunRecord.read(run.get(), compute.engine());
        checkPlace(file);
        DataOptions options = compute.data(main);
        ReportData all =
                data.get() == null ? ReportData.read(record, options) : ReportData.read(record, data.get(), options);
        Report.write(all, file);
        if (json.get()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("report", file.toString());
            result.put("missing", all.missing());
            main.terminal().out().println(Json.of(result));
        } else {
            all.missing().forEach(missing -> main.note("missing   " + missing));
            main.terminal().out().println("report    " + file);
        }
        return 0;
    }

    private static void checkPlace(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        boolean isFolder = Files.isDirectory(file);
        if (isFolder || folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "writing a report to "
                            + file
                            + ": "
                            + (isFolder ? "it is a folder" : "there is no folder " + folder)
                            + "; expected a file in a folder that exists, such as report.html");
        }
    }
}
