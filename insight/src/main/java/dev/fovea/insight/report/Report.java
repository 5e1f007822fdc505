package dev.fovea.insight.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A run on one page: a single file of HTML of at most [#MOST_BYTES] that loads nothing, works offline, in dark and
/// light, on a phone, by keyboard and on paper.
///
/// The same run and the same data give the same bytes.
///
/// ```java
/// RunRecord run = RunRecord.read(Path.of("runs/a"), engine);
/// Report.write(ReportData.read(run, DataOptions.standard()), Path.of("report.html"));
/// ```
public final class Report {
    /// What the page is called in a run's folder.
    public static final String FILE = "report.html";

    /// The size that the page stays within.
    public static final int MOST_BYTES = 3_000_000;

    /// What the pixels of all images may have, before they are packed.
    private static final int IMAGE_BYTES = 1_400_000;

    private Report() {}

    /// Makes the page. Of images there are as many as fit.
    ///
    /// @param data what it is about
    /// @return HTML
    public static String html(ReportData data) {
        RunRecord.Model model = data.record().model();
        Before before = model == null ? null : Before.of(model.classifier().network());
        String page = new Page(data, before, IMAGE_BYTES).write();
        for (int bytes = IMAGE_BYTES / 2; length(page) > MOST_BYTES && bytes > 10_000; bytes /= 2) {
            page = new Page(data, before, bytes).write();
        }
        return page;
    }

    private static int length(String page) {
        return page.getBytes(StandardCharsets.UTF_8).length;
    }

    /// Makes the page and writes it; a page that is there already is replaced when the new one is whole.
    ///
    /// @param data what it is about
    /// @param file where it goes
    /// @throws IOException if it cannot be written
    public static void write(ReportData data, Path file) throws IOException {
        String page = html(data);
        Path temporary = file.resolveSibling(file.getFileName() + ".writing");
        Files.writeString(temporary, page);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
