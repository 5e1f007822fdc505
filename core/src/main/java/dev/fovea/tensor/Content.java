package dev.fovea.tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Where a tensor's values come from.
sealed interface Content {
    /// The operation, a [Leaf] where values are given.
    Op op();

    List<Tensor> inputs();

    /// Values to come.
    ///
    /// @param op the operation
    /// @param inputs its inputs
    /// @param written what the user wrote, where a [rewrite][Rewrites] recorded something equal; needed to
    ///   differentiate with respect to an input that the rewrite passed by
    record Recorded(Op op, List<Tensor> inputs, @Nullable Recorded written) implements Content {
        Recorded(Op op, List<Tensor> inputs) {
            this(op, inputs, null);
        }
    }

    /// Values given, or computed because they were asked for.
    ///
    /// @param op the leaf
    /// @param values row-major
    /// @param origin what computed them, or the leaf itself
    @SuppressWarnings("ArrayRecordComponent") // contents are never compared
    record Known(Leaf op, float[] values, Op origin) implements Content {
        @Override
        public List<Tensor> inputs() {
            return List.of();
        }

        boolean isComputed() {
            return !(origin instanceof Leaf);
        }
    }

    /// The values a parameter has at one version.
    ///
    /// @param parameter the parameter
    /// @param version its version when this was recorded
    record Reading(Parameter parameter, long version) implements Content {
        boolean isCurrent() {
            return parameter.version() == version;
        }

        /// @throws IllegalStateException if the parameter has changed since
        void checkVersion() {
            if (!isCurrent()) {
                throw new IllegalStateException(
                        "running a tensor recorded on the parameter "
                                + parameter.name()
                                + ": it was recorded at"
                                + " version "
                                + version
                                + ", the parameter is now at version "
                                + parameter.version()
                                + "; ask in the run that updates, engine.run(List.of(tensor), updates), or record it again from"
                                + " parameter.tensor()");
            }
        }

        /// The values that the parameter has now.
        Reading present() {
            return new Reading(parameter, parameter.version());
        }

        /// A copy.
        float[] values() {
            checkVersion();
            return parameter.values();
        }

        @Override
        public Op op() {
            return Leaf.SHARED;
        }

        @Override
        public List<Tensor> inputs() {
            return List.of();
        }
    }
}
