package dev.fovea.bench.peers;

import dev.fovea.data.DataOptions;
import dev.fovea.data.Dataset;
import dev.fovea.data.Datasets;
import dev.fovea.data.Parts;
import dev.fovea.run.DataReading;
import dev.fovea.run.DataSource;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How long data take to read, in a process that has done nothing before.
///
/// @param samples that were read
/// @param seconds that took
record Reading(int samples, double seconds) {
    private static final int ROWS = 42_000;

    /// Reads MNIST from its files in gzip, both parts, or a table of 42,000 rows like Kaggle's.
    ///
    /// @param what `idx` or `csv`
    static Reading of(String what) throws IOException {
        long start = System.nanoTime();
        int samples;
        if (what.equals("idx")) {
            samples = Datasets.load("mnist", DataOptions.standard().withOffline(true)).train().size();
        } else {
            Path file = table();
            start = System.nanoTime();
            DataSource source = DataSource.open(file.toString(), DataOptions.standard(), DataReading.USUAL);
            samples = source instanceof DataSource.Stored(Parts parts) ? parts.train().size() : 0;
        }
        return new Reading(samples, (System.nanoTime() - start) * 1e-9);
    }

    /// Kaggle's form: a header, then the label and 784 pixels in each row; written once.
    private static Path table() throws IOException {
        Path file = Path.of("target/results/rows.csv");
        if (Files.exists(file)) {
            return file;
        }
        Dataset data = WorkData.of(Work.A).train().take(ROWS);
        Files.createDirectories(file.getParent());
        byte[] pixels = new byte[data.imageSize().bytes()];
        Path part = Files.createTempFile(file.getParent(), "rows", ".part");
        try (BufferedWriter out = Files.newBufferedWriter(part)) {
            out.write("label");
            for (int i = 0; i < pixels.length; i++) {
                out.write(",pixel" + i);
            }
            out.newLine();
            for (int sample = 0; sample < data.size(); sample++) {
                data.copyPixels(sample, pixels, 0);
                out.write(String.valueOf(data.label(sample)));
                for (byte pixel : pixels) {
                    out.write(',');
                    out.write(String.valueOf(pixel & 0xFF));
                }
                out.newLine();
            }
        }
        Files.move(part, file);
        return file;
    }
}
