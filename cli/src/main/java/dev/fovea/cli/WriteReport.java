package dev.fovea.cli;

import dev.fovea.data.DataOptions;
import dev.fovea.insight.report.Report;
import dev.fovea.insight.report.ReportData;
import dev.fovea.insight.report.RunRecord;
import dev.fovea.model.Json;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/// `fovea report`: a run on one page.
@Command(
        name = "report",
        description = "Write the report of a run: one HTML file that needs no network. Training writes it by itself.")
final class WriteReport implements Callable<Integer> {
    @ParentCommand private Main main;
    @Mixin private ComputeOptions compute;

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a run.")
    private Path run;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "Where the run's data lie now, or others to judge it on; those of the run by default.")
    private @Nullable String data;

    @Option(names = "--out", paramLabel = "FILE", description = "The file; report.html in the run's folder by default.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print the file's name and what is missing in it as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Path file = out == null ? run.resolve(Report.FILE) : out;
        RunRecord record = RunRecord.read(run, compute.engine());
        checkPlace(file);
        DataOptions options = compute.data(main);
        ReportData all = data == null ? ReportData.read(record, options) : ReportData.read(record, data, options);
        Report.write(all, file);
        if (json) {
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
