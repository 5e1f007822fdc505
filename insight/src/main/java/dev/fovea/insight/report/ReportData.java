package dev.fovea.insight.report;

import dev.fovea.data.DataOptions;
import dev.fovea.data.Dataset;
import dev.fovea.data.IdxFolder;
import dev.fovea.insight.statistics.Predictions;
import dev.fovea.run.DataSource;
import dev.fovea.run.ModelData;
import dev.fovea.run.RunData;
import dev.fovea.run.RunFile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// All that a report is about: the run's folder, its data where they can be had, and what the model says of those that
/// it is judged on.
///
/// @param record what the folder tells
/// @param train what it was trained on, or null
/// @param judged what it is judged on, or null
/// @param predictions what the model says of them, or null where there are no labels, no samples or no model
/// @param missing what is not in the report, and why
public record ReportData(
        RunRecord record,
        @Nullable Dataset train,
        ModelData.@Nullable Samples judged,
        @Nullable Predictions predictions,
        List<String> missing) {
    /// Copies the list.
    public ReportData {
        missing = List.copyOf(missing);
    }

    /// What a training has in memory already.
    ///
    /// @param record what its folder tells
    /// @param data its samples
    /// @param options where sets are looked for
    /// @return the data of the report
    public static ReportData of(RunRecord record, RunData data, DataOptions options) {
        return judged(record, data.splits().train(), samples(data, options), new ArrayList<>(record.missing()));
    }

    /// Reads the data as the run did.
    ///
    /// @param record what its folder tells
    /// @param options where sets are looked for
    /// @return the data of the report; without samples where they are no longer to be had
    public static ReportData read(RunRecord record, DataOptions options) {
        List<String> missing = new ArrayList<>(record.missing());
        RunFile run = record.run();
        if (run == null) {
            missing.add("Without a run file the data are not known; name them with --data.");
            return new ReportData(record, null, null, null, missing);
        }
        try {
            RunData data = RunData.exactly(run, options);
            compare(record, data.splits().train(), missing);
            return judged(record, data.splits().train(), samples(data, options), missing);
        } catch (IOException | IllegalArgumentException gone) {
            missing.add(
                    "The data \""
                            + run.data().set()
                            + "\" cannot be read, so what needs images is left out ("
                            + gone.getMessage()
                            + "). If they lie elsewhere now, name them with --data.");
            return new ReportData(record, null, null, null, missing);
        }
    }

    /// Reads data that the user names: the run's own, which lie elsewhere now, or others.
    ///
    /// @param record what the run's folder tells
    /// @param set a set's name or a path
    /// @param options where sets are looked for
    /// @return the data of the report
    /// @throws IOException if they cannot be read
    /// @throws IllegalArgumentException if they do not fit the model
    public static ReportData read(RunRecord record, String set, DataOptions options) throws IOException {
        List<String> missing = new ArrayList<>(record.missing());
        RunRecord.Model model = record.model();
        RunFile run = record.run();
        if (run != null && model != null) {
            RunData own = own(run.onData(set), model.dataHash(), options);
            if (own != null) {
                return judged(record, own.splits().train(), samples(own, options), missing);
            }
        }
        if (model == null) {
            throw new IllegalArgumentException(
                    "reporting on "
                            + record.folder()
                            + " with the data "
                            + set
                            + ": the run has no checkpoint that can be used; expected one");
        }
        ModelData.Samples samples =
                ModelData.of(record.folder(), model.classifier().preparation(), options, null).read(set, "test");
        missing.add("The samples that it was trained on are not shown: those of " + set + " are others.");
        return judged(record, null, samples, missing);
    }

    /// The data of a run under another name, or null if they are others.
    private static @Nullable RunData own(RunFile run, String hash, DataOptions options) {
        try {
            RunData data = RunData.exactly(run, options);
            return data.splits().train().hash().equals(hash) ? data : null;
        } catch (IOException | IllegalArgumentException others) {
            return null;
        }
    }

    private static void compare(RunRecord record, Dataset train, List<String> missing) {
        String hash = record.model() == null ? "" : record.model().dataHash();
        if (!hash.isEmpty() && !hash.equals(train.hash())) {
            missing.add(
                    "The data have changed since: what is found under \""
                            + train.name()
                            + "\" now is not what the model was trained on (SHA-256 "
                            + train.hash()
                            + " rather than "
                            + hash
                            + ").");
        }
    }

    /// What the training evaluated; the test set where it looked at that only in the end, or at nothing.
    private static ModelData.Samples samples(RunData data, DataOptions options) {
        Dataset test = data.splits().test();
        Dataset evaluated = data.evaluation();
        boolean readOnce = data.run().watching().evaluation().finalTest();
        Dataset samples = evaluated == null || readOnce ? test : evaluated;
        RunFile.Data from = data.run().data();
        if (samples != test || (from.split().splits() && !readOnce) || isTable(from.set())) {
            return new ModelData.Samples(samples, List.of(), "held-out images");
        }
        PictureNames names = pictures(from, options);
        boolean divided = names.test.size() == samples.size();
        boolean heldOut = !names.all.isEmpty() && !divided;
        return new ModelData.Samples(
                samples, divided ? names.test : List.of(), heldOut ? "held-out images" : "test images");
    }

    private static boolean isTable(String set) {
        return set.contains(".") && DataSource.isTable(Path.of(set));
    }

    /// The files of all pictures and of those in the test part; none where samples are no files.
    private record PictureNames(List<String> all, List<String> test) {}

    private static PictureNames pictures(RunFile.Data from, DataOptions options) {
        PictureNames none = new PictureNames(List.of(), List.of());
        Path path = Path.of(from.set());
        // Arrays are read whole when they are opened, and have no names.
        if (!Files.exists(path) || IdxFolder.matches(path) || Files.exists(path.resolve("train.csv"))) {
            return none;
        }
        try {
            DataSource source = DataSource.open(from.set(), options, from.reading());
            List<String> all = source.fileNames(from.set(), "all");
            List<String> test = source.fileNames(from.set(), "test");
            return new PictureNames(all, test.size() < all.size() ? test : List.of());
        } catch (IOException | IllegalArgumentException unnamed) {
            return none;
        }
    }

    private static ReportData judged(
            RunRecord record, @Nullable Dataset train, ModelData.Samples samples, List<String> missing) {
        RunRecord.Model model = record.model();
        Predictions predictions = null;
        if (!samples.samples().labelled()) {
            missing.add("The images have no labels, so the model is not judged.");
        } else if (samples.samples().size() == 0) {
            missing.add("There is no image to judge the model on.");
        } else if (model != null) {
            try {
                predictions = Predictions.of(model.classifier(), samples);
            } catch (IllegalArgumentException other) {
                missing.add("The model cannot be judged: " + other.getMessage() + ".");
            }
        }
        return new ReportData(record, train, samples, predictions, missing);
    }
}
