package dev.fovea.cli;

import dev.fovea.data.DataOptions;
import dev.fovea.insight.report.Report;
import dev.fovea.insight.report.ReportData;
import dev.fovea.insight.report.RunRecord;
import dev.fovea.run.RunData;
import dev.fovea.run.TrainingRun;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/// The page that a training ends with.
final class RunPage {
    private RunPage() {}

    /// Writes the page where the run file asks for it. The training is done and saved by then: whatever goes wrong here
    /// is told, even to those who want no notes, and fails nothing.
    ///
    /// @return the file, or null where there is none
    static @Nullable Path write(Main main, TrainingRun run, RunData data, DataOptions options) {
        if (!run.run().watching().report()) {
            return null;
        }
        Path page = run.folder().resolve(Report.FILE);
        try {
            RunRecord record = RunRecord.read(run.folder(), run.training().network().engine());
            Report.write(ReportData.of(record, data, options), page);
            return page;
        } catch (IOException | RuntimeException failed) {
            main.terminal()
                    .err()
                    .println(
                            "fovea: the training is done, but its report could not be written to "
                                    + page
                                    + " ("
                                    + failed
                                    + "); fovea report "
                                    + run.folder()
                                    + " tries again");
            return null;
        }
    }
}
