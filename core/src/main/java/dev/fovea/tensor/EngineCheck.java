package dev.fovea.tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What one engine runs belongs to it, or to none.
final class EngineCheck {
    private EngineCheck() {}

    /// @throws IllegalStateException if a tensor or parameter names another engine
    static void check(Engine engine, List<Tensor> outputs, List<Update> updates) {
        for (int i = 0; i < outputs.size(); i++) {
            check(engine, outputs.get(i).engine(), "the output " + i + ", ", outputs.get(i));
        }
        for (Update update : updates) {
            for (Parameter parameter : update.written()) {
                check(engine, parameter.engine(), "the updated ", parameter);
            }
            switch (update) {
                case Update.Assign assign ->
                        check(engine, assign.next().engine(), "the next value of ", assign.parameter());
                case Update.OptimiserStep step ->
                        check(engine, step.gradient().engine(), "the gradient of ", step.weights());
            }
        }
    }

    private static void check(Engine engine, @Nullable Engine other, String part, Object what) {
        if (other != null && other != engine) {
            throw new IllegalStateException(
                    "running on "
                            + engine
                            + ": "
                            + part
                            + what
                            + ", is on another engine, "
                            + other
                            + "; expected all on one; ask the other engine to run it, or make the leaves it is recorded from"
                            + " with on(engine)");
        }
    }
}
