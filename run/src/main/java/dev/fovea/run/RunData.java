package dev.fovea.run;

import dev.fovea.data.DataOptions;
import dev.fovea.data.DataUnavailableException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Datasets;
import dev.fovea.data.Digits;
import dev.fovea.data.NamedSet;
import dev.fovea.data.Splits;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.function.Consumer;

/// The samples of a run.
///
/// @param run the run, with the set that was taken
/// @param splits what is trained on, and the test set
/// @param evaluation what is evaluated after each epoch, or null
public record RunData(RunFile run, Splits splits, @Nullable Dataset evaluation) {
    /// Loads what a run file asks for. Where MNIST is asked for and cannot be had, says so and takes the built-in
    /// digits.
    ///
    /// @param run the run
    /// @param options where to look
    /// @param notes is told, in one line, what was taken instead
    /// @return the samples
    /// @throws IOException if they cannot be had or read
    public static RunData load(RunFile run, DataOptions options, Consumer<String> notes) throws IOException {
        try {
            return of(run, Datasets.load(run.data().set(), options));
        } catch (DataUnavailableException unavailable) {
            if (!run.data().set().equals(NamedSet.MNIST.name())) {
                throw unavailable;
            }
            notes.accept(
                    "MNIST cannot be had ("
                            + (options.offline() ? "offline" : "no network")
                            + ", and it is in none of "
                            + String.join(
                                    ", ",
                                    options.locations().foldersOf(run.data().set()).stream()
                                            .map(Object::toString)
                                            .toList())
                            + "): training on the built-in set \"digits\" instead");
            return of(run.onData(Digits.NAME), Datasets.load(Digits.NAME, options));
        }
    }

    /// Loads what a run file asks for, and nothing else.
    ///
    /// @param run the run
    /// @param options where to look
    /// @return the samples
    /// @throws IOException if they cannot be had or read
    public static RunData exactly(RunFile run, DataOptions options) throws IOException {
        return of(run, Datasets.load(run.data().set(), options));
    }

    private static RunData of(RunFile run, Splits splits) {
        Dataset train = some(splits.train(), run.data().trainSamples());
        Dataset test = some(splits.test(), run.data().testSamples());
        RunFile.Split split = run.data().split();
        Splits parts = split.splits() ? split(train, split) : new Splits(train, test);
        Dataset evaluation =
                switch (run.watching().evaluation().on()) {
                    case SUITED -> parts.test();
                    case TEST -> test;
                    case NONE -> null;
                };
        return new RunData(run, new Splits(parts.train(), test), evaluation);
    }

    private static Splits split(Dataset train, RunFile.Split split) {
        double part = split.train();
        if (split.holdOut() > 0) {
            if (split.holdOut() >= train.size()) {
                throw new RunFileException(
                        "holding "
                                + split.holdOut()
                                + " samples of "
                                + train.name()
                                + " out: there are "
                                + train.size()
                                + "; expected fewer, so that some are left to train on");
            }
            part = (train.size() - split.holdOut()) / (double) train.size();
        }
        return split.random() ? train.splitAtRandom(part, split.seed()) : train.splitInOrder(part);
    }

    private static Dataset some(Dataset all, int count) {
        return count == 0 ? all : all.take(count);
    }
}
