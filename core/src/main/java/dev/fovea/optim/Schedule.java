package dev.fovea.optim;

/// The learning rate of each step: immutable rules, computed in double with [StrictMath].
public sealed interface Schedule {
    /// The learning rate of one step.
    ///
    /// @param progress where training stands
    /// @return at least 0
    double rate(Progress progress);

    /// What is remembered after an epoch.
    ///
    /// @param memory what was remembered before it
    /// @param metric the epoch's metric
    /// @return the same memory, for all rules but [Plateau]
    default ScheduleMemory observe(ScheduleMemory memory, double metric) {
        return memory;
    }

    /// Whether the rates depend on how long the whole training is: then one that is made longer later has other rates
    /// from the beginning than it would have had.
    ///
    /// @return true for [Cosine] and [OneCycle], and a [WarmUp] to one of them
    default boolean spansTraining() {
        return false;
    }

    /// {@return the same rate at every step}
    static Schedule constant(double rate) {
        return new Constant(rate);
    }

    /// The same rate at every step.
    ///
    /// @param rate the rate
    record Constant(double rate) implements Schedule {
        /// Checks the rate.
        ///
        /// @throws IllegalArgumentException if it is negative
        public Constant {
            Ranges.notNegative("a constant schedule", "rate", rate);
        }

        @Override
        public double rate(Progress progress) {
            return rate;
        }
    }

    /// `rate factor^(epochs / every)`, the quotient rounded down.
    ///
    /// @param rate the first rate
    /// @param every epochs from one change to the next, at least 1
    /// @param factor what the rate is multiplied by, .1 by default
    record Step(double rate, int every, double factor) implements Schedule {
        /// Checks the numbers.
        ///
        /// @throws IllegalArgumentException if one is outside its range
        public Step {
            Ranges.notNegative("a step schedule", "rate", rate);
            Ranges.check("a step schedule", "number of epochs of a step", every, every >= 1, "at least 1");
            Ranges.positive("a step schedule", "factor", factor);
        }

        @Override
        public double rate(Progress progress) {
            long reductions = progress.epoch() / every;
            return rate * StrictMath.pow(factor, (double) reductions);
        }
    }

    /// Half a cosine from `rate` at the first step to `last` at the last: `last + (rate - last) (1 + cos(pi t)) / 2`.
    /// Source: I. Loshchilov, F. Hutter, *SGDR*, ICLR 2017, equation 5, without restarts.
    ///
    /// @param rate the first rate
    /// @param last the last rate, 0 by default
    record Cosine(double rate, double last) implements Schedule {
        /// Checks the rates.
        ///
        /// @throws IllegalArgumentException if one is negative
        public Cosine {
            Ranges.notNegative("a cosine schedule", "rate", rate);
            Ranges.notNegative("a cosine schedule", "last rate", last);
        }

        @Override
        public boolean spansTraining() {
            return true;
        }

        @Override
        public double rate(Progress progress) {
            return between(rate, last, progress.fraction());
        }
    }

    /// Grows in a line over the first epochs from 0 to what another schedule says: its rate times `(step + 1) / (epochs
    /// x steps per epoch)`, at most 1. Source: P. Goyal et al., *Accurate, Large Minibatch SGD*, 2017, section 2.2.
    ///
    /// @param epochs how long it grows, fractions too, at least 0
    /// @param then the other schedule, whose steps count from the start too
    record WarmUp(double epochs, Schedule then) implements Schedule {
        /// Checks the length.
        ///
        /// @throws IllegalArgumentException if it is negative
        public WarmUp {
            Ranges.notNegative("a warm-up", "number of epochs", epochs);
        }

        @Override
        public boolean spansTraining() {
            return then.spansTraining();
        }

        @Override
        public double rate(Progress progress) {
            double steps = epochs * (double) progress.stepsPerEpoch();
            double grown = steps == 0 ? 1 : StrictMath.min(1, (progress.step() + 1.0) / steps);
            return grown * then.rate(progress);
        }

        @Override
        public ScheduleMemory observe(ScheduleMemory memory, double metric) {
            return then.observe(memory, metric);
        }
    }

    /// Up to a large rate and down to almost none, each half a cosine: from `maximum / start` over the first `rise` of
    /// the steps to `maximum`, then to `maximum / (start end)`. Source: L. Smith, N. Topin, *Super-Convergence*, 2018,
    /// in the two-phase form with cosines of fast.ai, which PyTorch has too.
    ///
    /// @param maximum the largest rate
    /// @param rise the part of the steps that it rises, .3 by default, at least 0 and below 1
    /// @param start how many times smaller the first rate is, 25 by default, at least 1
    /// @param end how many times smaller than the first the last is, 1e4 by default, at least 1
    record OneCycle(double maximum, double rise, double start, double end) implements Schedule {
        /// Checks the numbers.
        ///
        /// @throws IllegalArgumentException if one is outside its range
        public OneCycle {
            Ranges.notNegative("a one-cycle schedule", "maximum", maximum);
            Ranges.fraction("a one-cycle schedule", "rise", rise);
            Ranges.check("a one-cycle schedule", "start", start, start >= 1, "at least 1");
            Ranges.check("a one-cycle schedule", "end", end, end >= 1, "at least 1");
        }

        /// {@return the usual cycle}
        public static OneCycle of(double maximum) {
            return new OneCycle(maximum, .3, 25, 1e4);
        }

        @Override
        public boolean spansTraining() {
            return true;
        }

        @Override
        public double rate(Progress progress) {
            double step = (double) progress.step();
            double steps = (double) progress.totalSteps();
            double top = rise * steps - 1;
            double first = maximum / start;
            if (step <= top) {
                return between(first, maximum, step / StrictMath.max(1, top));
            }
            double rest = StrictMath.max(1, steps - 1 - top);
            return between(maximum, first / end, StrictMath.min(1, (step - top) / rest));
        }
    }

    /// Multiplies the rate by a factor when the metric has not improved for some epochs, while the rate is above a
    /// floor; then the count starts again. The last rate may be below the floor by the factor: from 3e-6 above a floor
    /// of 1e-6 it goes to 3e-7.
    ///
    /// A metric as good as the best counts as an improvement.
    ///
    /// @param rate the first rate
    /// @param patience epochs without a new best before the rate falls, 5 by default
    /// @param factor what the rate is multiplied by, .1 by default, above 0 and below 1
    /// @param floor the rate falls only while it is above this, 1e-6 by default
    /// @param smallerIsBetter whether the metric is a loss; false for an accuracy, the default
    record Plateau(double rate, int patience, double factor, double floor, boolean smallerIsBetter)
            implements Schedule {
        /// Checks the numbers.
        ///
        /// @throws IllegalArgumentException if one is outside its range
        public Plateau {
            Ranges.notNegative("a plateau schedule", "rate", rate);
            Ranges.check("a plateau schedule", "patience", patience, patience >= 1, "at least 1 epoch");
            Ranges.check("a plateau schedule", "factor", factor, factor > 0 && factor < 1, "above 0 and below 1");
            Ranges.notNegative("a plateau schedule", "floor", floor);
        }

        /// {@return the usual rule for an accuracy}
        public static Plateau of(double rate) {
            return new Plateau(rate, 5, .1, 1e-6, false);
        }

        @Override
        public double rate(Progress progress) {
            return rate(progress.memory());
        }

        private double rate(ScheduleMemory memory) {
            return rate * StrictMath.pow(factor, memory.reductions());
        }

        @Override
        public ScheduleMemory observe(ScheduleMemory memory, double metric) {
            boolean isBest =
                    Double.isNaN(memory.best())
                            || (smallerIsBetter ? metric <= memory.best() : metric >= memory.best());
            if (isBest) {
                return new ScheduleMemory(metric, 0, memory.reductions());
            }
            int without = memory.epochsWithout() + 1;
            return without >= patience && rate(memory) > floor
                    ? new ScheduleMemory(memory.best(), 0, memory.reductions() + 1)
                    : new ScheduleMemory(memory.best(), without, memory.reductions());
        }
    }

    /// Half a cosine from one value to another.
    private static double between(double from, double to, double t) {
        return to + (from - to) * (1 + StrictMath.cos(StrictMath.PI * t)) / 2;
    }
}
