package dev.fovea.tensor;

import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;

/// Computes what was recorded. It owns its device, workers and compiled programs.
///
/// Leaves and parameters may name their engine (`on`); tensors take it from their inputs; where none is named, the
/// [standard][#standard] one computes.
public interface Engine {

    /// Computes the outputs, then writes the updates into the parameters' [arrays][Parameter#array] after the last read
    /// of the run.
    ///
    /// This is what a device implements; to compute, call [#run]. It may be called by several threads at once, so it
    /// reads between [Recording#beginReading] and [Recording#endReading] and writes within [Recording#commit].
    ///
    /// @param recording the run to be made
    /// @return for each output of the graph a new array, row-major
    List<float[]> execute(Recording recording);

    /// Computes tensors and makes updates, all in one run: the only computation there is.
    ///
    /// Afterwards each output *is* data: [Tensor#value] and [Tensor#item] answer at once, and what it was computed from
    /// is let go. All updates have read the values from before the run; the parameters they write have a new version.
    ///
    /// @param outputs tensors whose values are asked for
    /// @param updates updates to make
    /// @throws IllegalStateException if a tensor was recorded on a version of a parameter that was overwritten, before
    ///   the run or by another thread during it, or on another engine, two updates write one parameter, or there are
    ///   too many operations
    default void run(List<Tensor> outputs, List<Update> updates) {
        EngineCheck.check(this, outputs, updates);
        List<Tensor> unknown = outputs.stream().filter(output -> output.content() instanceof Content.Recorded).toList();
        if (unknown.isEmpty() && updates.isEmpty()) {
            return;
        }
        List<Tensor> overwritten = outputs.stream().filter(output -> isOverwritten(output, updates)).toList();
        List<float[]> before = overwritten.stream().map(Tensor::value).toList();
        List<float[]> values = execute(Recording.of(unknown, updates));
        for (int i = 0; i < unknown.size(); i++) {
            unknown.get(i).settle(values.get(i));
        }
        for (int i = 0; i < overwritten.size(); i++) {
            overwritten.get(i).settle(before.get(i));
        }
    }

    /// A parameter's own tensor becomes data only when the run is its version's last.
    private static boolean isOverwritten(Tensor output, List<Update> updates) {
        return output.content() instanceof Content.Reading reading
                && updates.stream().anyMatch(update -> update.written().contains(reading.parameter()));
    }

    /// Gets ready for runs like this one, so that the first is not slower than the others: compiles, and where code is
    /// compiled as it is used, uses it on blank values. Nothing is computed: outputs stay what they are, and no update
    /// is made.
    ///
    /// @param outputs tensors whose values will be asked for
    /// @param updates updates that will be made
    /// @param limit how long this may take, roughly
    default void warmUp(List<Tensor> outputs, List<Update> updates, Duration limit) {}

    /// What a run like this one works in, beside parameters and data: known without running it.
    ///
    /// @param outputs tensors whose values will be asked for
    /// @param updates updates that will be made
    /// @return bytes of the heap for one run at a time; 0 where the engine does not know
    default long workspaceBytes(List<Tensor> outputs, List<Update> updates) {
        return 0;
    }

    /// Computes tensors in one run.
    ///
    /// @param outputs tensors whose values are asked for
    default void run(Tensor... outputs) {
        run(List.of(outputs), List.of());
    }

    /// The engine that computes where none is named: the first that is installed as a service.
    ///
    /// @return the same engine every time
    /// @throws IllegalStateException if there is none
    static Engine standard() {
        return Standard.ENGINE;
    }

    /// Finds the standard engine when it is first needed.
    final class Standard {
        private static final Engine ENGINE =
                ServiceLoader.load(Engine.class, Engine.class.getClassLoader())
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "looking for an engine: none is installed; expected a provider of "
                                                + Engine.class.getName()
                                                + " on the class path or module path; add one, or name an engine with on(engine)"));

        private Standard() {}
    }
}
