package dev.fovea.device.cpu;

import dev.fovea.kernel.Copy;
import dev.fovea.kernel.Kernels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Puts steps into phases: as few as their dependencies allow, each with all steps that can run in it, in the order of
/// the graph.
final class Schedule {
    /// Multiply-adds per sample from which reductions run beside a map: less would not fill the time in which one
    /// worker has a block that others have not.
    private static final int LEAST_BESIDE = 1 << 17;

    private final Block block;
    private List<Step> waiting;
    private final Set<Value.Storage> pending = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Phase> phases = new ArrayList<>();

    private Schedule(List<Step> steps, Block block) {
        this.block = block;
        waiting = steps;
        steps.forEach(step -> step.writes().forEach(value -> pending.add(value.storage)));
    }

    /// Phases of steps.
    ///
    /// @param steps in an order in which they can run
    /// @param all these and what else the program does: what may read their values
    /// @param block the blocks of their values
    static List<Phase> of(List<Step> steps, List<Step> all, Block block, Copy copy) {
        Schedule schedule = new Schedule(steps, block);
        while (!schedule.waiting.isEmpty()) {
            schedule.round();
        }
        return joined(clearDeadLanes(schedule.phases, multiplied(all), copy));
    }

    private void round() {
        int before = waiting.size();
        add(shared());
        add(map());
        add(reduce());
        if (waiting.size() == before) {
            throw new IllegalStateException("scheduling: the steps " + waiting + " wait for each other");
        }
    }

    private void add(Phase phase) {
        if (!phase.steps().isEmpty()) {
            phases.add(phase);
        }
    }

    private boolean isReady(Step step) {
        return step.reads().stream().noneMatch(value -> pending.contains(value.storage));
    }

    private void done(Step step, boolean rowsToo) {
        for (Value value : step.writes()) {
            if (value.blocked || rowsToo) {
                pending.remove(value.storage);
            }
        }
    }

    private Phase shared() {
        List<Step.Shared> steps = new ArrayList<>();
        List<Step> later = new ArrayList<>();
        for (Step step : waiting) {
            if (step instanceof Step.Shared shared && isReady(step)) {
                if (Strips.joined(steps.isEmpty() ? null : steps.getLast(), shared) instanceof Step.Shared joined) {
                    steps.set(steps.size() - 1, joined);
                } else {
                    steps.add(shared);
                }
                done(step, true);
            } else {
                later.add(step);
            }
        }
        waiting = later;
        return new Phase.Shared(steps);
    }

    /// What a step writes to rows is whole only when all blocks are through: it is read in a later phase.
    private Phase map() {
        List<Step.Map> steps = new ArrayList<>();
        List<Step> taken = new ArrayList<>();
        List<Step> later = new ArrayList<>();
        int samples = 0;
        for (Step step : waiting) {
            if (step instanceof Step.Map map && isReady(step) && (steps.isEmpty() || map.samples() == samples)) {
                samples = map.samples();
                if (Strips.joined(steps.isEmpty() ? null : steps.getLast(), map) instanceof Step.Map joined) {
                    steps.set(steps.size() - 1, joined);
                } else {
                    steps.add(map);
                }
                taken.add(step);
                done(step, false);
            } else {
                later.add(step);
            }
        }
        waiting = later;
        taken.forEach(step -> done(step, true));
        return new Phase.Map(steps, samples, block);
    }

    private Phase reduce() {
        List<Step.Reduce> steps = new ArrayList<>();
        List<Step> later = new ArrayList<>();
        for (Step step : waiting) {
            if (step instanceof Step.Reduce reduce && isReady(step)) {
                steps.add(reduce);
            } else {
                later.add(step);
            }
        }
        waiting = later;
        steps.forEach(step -> done(step, true));
        steps.sort(Comparator.comparingLong(Step.Reduce::costOfTask).reversed());
        return new Phase.Reduce(steps);
    }

    /// Of a reduction before a map, what the map does not need runs beside it.
    private static List<Phase> joined(List<Phase> phases) {
        List<Phase> joined = new ArrayList<>();
        for (Phase phase : phases) {
            if (phase instanceof Phase.Map map
                    && !joined.isEmpty()
                    && joined.getLast() instanceof Phase.Reduce before) {
                joined.removeLast();
                joined.addAll(joined(before, map));
            } else {
                joined.add(phase);
            }
        }
        return joined;
    }

    private static List<Phase> joined(Phase.Reduce before, Phase.Map map) {
        Set<Value.Storage> touched = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Value.Storage> written = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Step step : map.steps()) {
            step.reads().forEach(value -> touched.add(value.storage));
            step.writes().forEach(value -> written.add(value.storage));
        }
        touched.addAll(written);
        List<Step.Reduce> needed = new ArrayList<>();
        List<Step.Reduce> beside = new ArrayList<>();
        for (Step.Reduce step : before.steps()) {
            boolean needs =
                    step.writes().stream().anyMatch(value -> touched.contains(value.storage))
                            || step.reads().stream().anyMatch(value -> written.contains(value.storage));
            (needs ? needed : beside).add(step);
        }
        if (beside.stream().mapToLong(Step.Reduce::cost).sum() < LEAST_BESIDE) {
            return List.of(before, map);
        }
        Phase both = new Phase.Both(map, new Phase.Reduce(beside));
        return needed.isEmpty() ? List.of(both) : List.of(new Phase.Reduce(needed), both);
    }

    /// What weight gradients multiply.
    private static Set<Value.Storage> multiplied(List<Step> steps) {
        Set<Value.Storage> multiplied = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Step step : steps) {
            if (step instanceof WeightSumStep sum) {
                multiplied.add(sum.x().storage);
                multiplied.add(sum.dy().storage);
            }
            if (step instanceof WinogradWeightStep sum) {
                multiplied.add(sum.x().storage);
                multiplied.add(sum.dy().storage);
            }
        }
        return multiplied;
    }

    /// A weight gradient multiplies all lanes of a block: those of the last block that hold no sample are set to zero
    /// where they were made.
    private static List<Phase> clearDeadLanes(List<Phase> phases, Set<Value.Storage> multiplied, Copy copy) {
        List<Phase> cleared = new ArrayList<>();
        for (Phase phase : phases) {
            cleared.add(
                    phase instanceof Phase.Map map && map.samples() % Kernels.LANES != 0
                            ? clearDeadLanes(map, multiplied, copy)
                            : phase);
            if (phase instanceof Phase.Reduce reduce) {
                cleared.addAll(clearDeadLanes(reduce, multiplied, copy));
            }
        }
        return cleared;
    }

    /// What a reduction writes in blocks is cleared in a phase of its own.
    private static List<Phase> clearDeadLanes(Phase.Reduce phase, Set<Value.Storage> multiplied, Copy copy) {
        List<Phase> phases = new ArrayList<>();
        for (Step step : phase.steps()) {
            for (Value value : step.writes()) {
                if (value.blocked && value.shape.dim(0) % Kernels.LANES != 0 && multiplied.contains(value.storage)) {
                    Step.Map clear = clearDeadLanes(value, copy);
                    phases.add(new Phase.Map(List.of(clear), value.shape.dim(0), Block.OF_SAMPLES));
                }
            }
        }
        return phases;
    }

    private static Phase clearDeadLanes(Phase.Map phase, Set<Value.Storage> multiplied, Copy copy) {
        List<Step.Map> steps = new ArrayList<>();
        for (Step.Map step : phase.steps()) {
            steps.add(step);
            for (Value value : step.writes()) {
                if (multiplied.contains(value.storage)) {
                    steps.add(clearDeadLanes(value, copy));
                }
            }
        }
        return new Phase.Map(steps, phase.samples(), phase.block());
    }

    private static BlockStep clearDeadLanes(Value value, Copy copy) {
        return new BlockStep(
                List.of(value),
                value,
                (site, block) -> {
                    if (site.live(block) < Kernels.LANES) {
                        copy.clearDeadLanes(
                                site.array(value), site.at(value, block), value.elements(), site.live(block));
                    }
                });
    }
}
