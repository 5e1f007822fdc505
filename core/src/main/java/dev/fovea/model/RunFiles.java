package dev.fovea.model;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What the files of a run's folder are called.
public final class RunFiles {
    /// The run file as used.
    public static final String RUN = "run.yaml";

    /// One line of JSON per epoch.
    public static final String METRICS = "metrics.jsonl";

    /// The last checkpoint.
    public static final String CHECKPOINT = "checkpoint.safetensors";

    /// The checkpoint before the last.
    public static final String PREVIOUS = "checkpoint-before.safetensors";

    /// The best epoch, where it is kept.
    public static final String BEST = "best.safetensors";

    private RunFiles() {}

    /// The file of an epoch that is kept.
    ///
    /// @param epoch the epoch
    /// @return its name
    public static String epoch(int epoch) {
        return "epoch-" + epoch + ".safetensors";
    }

    /// The file that stands for a model.
    ///
    /// @param model a checkpoint, or the folder of a run: its best where kept, else its last
    /// @return the file
    /// @throws NoSuchFileException if there is none
    public static Path model(Path model) throws NoSuchFileException {
        if (Files.isRegularFile(model)) {
            return model;
        }
        for (String name : new String[] {BEST, CHECKPOINT, PREVIOUS}) {
            Path file = model.resolve(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        boolean isFolder = Files.isDirectory(model);
        throw new NoSuchFileException(
                model.toString(),
                null,
                isFolder
                        ? "the folder has neither " + BEST + " nor " + CHECKPOINT + "; expected the folder of a run"
                        : "there is no such model; expected a .safetensors file or the folder of a run");
    }
}
