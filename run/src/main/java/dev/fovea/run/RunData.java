package dev.fovea.run;

import dev.fovea.data.DataOptions;
import dev.fovea.data.DataUnavailableException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Digits;
import dev.fovea.data.NamedSet;
import dev.fovea.data.Parts;
import dev.fovea.data.Splits;
import dev.fovea.model.Preparation;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.function.Consumer;

/// The samples of a run, prepared: they have the network's size, colours and polarity, and are yet to be scaled.
///
/// @param run the run, with the set that was taken, a named network's layers for it, and the size of its images
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
            return exactly(run, options);
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
            return exactly(run.onData(Digits.NAME), options);
        }
    }

    /// Loads what a run file asks for, and nothing else.
    ///
    /// @param run the run
    /// @param options where to look
    /// @return the samples
    /// @throws IOException if they cannot be had or read
    public static RunData exactly(RunFile run, DataOptions options) throws IOException {
        DataSource source = DataSource.open(run.data().set(), options, run.data().reading());
        Preparation preparation = source.preparation(run.preparation());
        return of(run, source.prepared(preparation), preparation);
    }

    /// Of data without a test part the samples held out are the test set too.
    private static RunData of(RunFile run, Parts all, Preparation preparation) {
        Dataset stored = all.test();
        int testSamples = run.data().testSamples();
        Dataset own = stored != null && stored.labelled() ? some(stored, testSamples) : null;
        Dataset train = some(all.train(), run.data().trainSamples());
        Splits splits = new Parts(train, own).splits(run.data().split().rule(train));
        Dataset held = own == null ? some(splits.test(), testSamples) : splits.test();
        Dataset test = own == null ? held : own;
        Dataset evaluation =
                switch (run.watching().evaluation().on()) {
                    case SUITED -> held;
                    case TEST -> test;
                    case NONE -> null;
                };
        return new RunData(run.fittedTo(splits.train(), preparation), new Splits(splits.train(), test), evaluation);
    }

    private static Dataset some(Dataset all, int count) {
        return count == 0 ? all : all.take(count);
    }
}
