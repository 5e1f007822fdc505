package dev.fovea.device.cpu;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gives every value its memory, once per program. Values whose lives do not overlap share memory, and where a step
/// reads a value for the last time element by element, its result takes the value's place: memory that is written for
/// the first time is read by the processor before.
final class Placement {
    /// Blocks that a worker takes through a phase together, at most: see [Phase.Map#group].
    static final int GROUP = 4;

    /// Floats of a block that stays in the second-level cache from the step that writes it to the one that reads it, in
    /// memory that all blocks of a worker use in turn.
    private static final int CACHED = 64 * 1024;

    /// Floats of a cache line; offsets are multiples of it past [#ORIGIN].
    private static final int LINE = 16;

    /// Where the first value lies: the elements of a large array begin 16 bytes behind a line (with G1, which the
    /// launcher asks for), so this one begins a line.
    private static final int ORIGIN = 12;

    /// The life of a storage.
    private static final class Life {
        final Value value;
        final boolean isMap;
        int phase;
        int step;
        int lastPhase;
        int lastStep;
        boolean leavesStep;

        /// Whether each block is done with the value before the next block begins.
        boolean isWithinRun;

        Life(Value value, boolean isMap, int phase, int step) {
            this.value = value;
            this.isMap = isMap;
            this.phase = phase;
            this.step = step;
            this.lastPhase = phase;
            this.lastStep = step;
        }

        boolean isLocal() {
            return isMap && value.blocked && lastPhase == phase;
        }

        /// Memory that it takes, in whole lines.
        long floats() {
            if (!isLocal()) {
                return lines(value.total());
            }
            return lines(isWithinRun ? value.size : (long) GROUP * value.size);
        }
    }

    /// A value whose place another takes.
    private record Replaced(Value.Storage storage, Value.Storage by) {}

    private final List<Phase> phases;
    private final IdentityHashMap<Value.Storage, Life> lives = new IdentityHashMap<>();
    private final List<Life> inOrder = new ArrayList<>();
    private final List<Replaced> replaced = new ArrayList<>();
    private int shared = ORIGIN;

    private Placement(List<Phase> phases) {
        this.phases = phases;
    }

    /// Places all values of a program.
    ///
    /// @param phases the program
    /// @param kept values that are read after the last phase
    /// @return the sizes of its workspace
    static Frame.Layout place(List<Phase> phases, List<Value> kept) {
        Placement placement = new Placement(phases);
        placement.findLives(kept);
        placement.replace();
        placement.inOrder.sort(Comparator.<Life>comparingInt(life -> life.phase).thenComparingInt(life -> life.step));
        int local = placement.placeLocals();
        placement.placeShared();
        placement.placeReplaced();
        int scratch = phases.stream().flatMap(phase -> phase.steps().stream()).mapToInt(Step::scratch).max().orElse(0);
        return new Frame.Layout(placement.shared, (int) lines(local), (int) lines(scratch));
    }

    private void findLives(List<Value> kept) {
        for (int phase = 0; phase < phases.size(); phase++) {
            List<? extends Step> steps = phases.get(phase).steps();
            for (int step = 0; step < steps.size(); step++) {
                for (Value value : steps.get(step).writes()) {
                    begin(value, steps.get(step) instanceof Step.Map, phase, step);
                }
                boolean strips = steps.get(step) instanceof Strips.Blocks || steps.get(step) instanceof Strips.Rows;
                if (!strips) {
                    steps.get(step).writes().forEach(this::leaves);
                }
                for (Value value : steps.get(step).reads()) {
                    read(value, phase, step);
                }
            }
        }
        kept.forEach(value -> read(value, phases.size(), 0));
    }

    private void leaves(Value value) {
        if (value.place() != Value.Place.EXTERNAL) {
            known(value).leavesStep = true;
        }
    }

    private Life known(Value value) {
        Life life = lives.get(value.storage);
        if (life == null) {
            throw new IllegalStateException("placing a program: a value of shape " + value.shape + " has no beginning");
        }
        return life;
    }

    private void begin(Value value, boolean isMap, int phase, int step) {
        if (value.place() != Value.Place.EXTERNAL && !lives.containsKey(value.storage)) {
            Life life = new Life(value, isMap, phase, step);
            lives.put(value.storage, life);
            inOrder.add(life);
        }
    }

    private void read(Value value, int phase, int step) {
        if (value.place() == Value.Place.EXTERNAL) {
            return;
        }
        Life life = lives.get(value.storage);
        if (life == null) {
            // Nobody writes it: zeros, which live from the beginning to the end.
            life = new Life(value, false, 0, 0);
            life.lastPhase = phases.size();
            lives.put(value.storage, life);
            inOrder.add(life);
        }
        life.leavesStep = true;
        if (phase >= life.lastPhase) {
            life.lastStep = phase == life.lastPhase ? Math.max(step, life.lastStep) : step;
            life.lastPhase = phase;
        }
    }

    private void replace() {
        for (int phase = 0; phase < phases.size(); phase++) {
            for (int step = 0; step < phases.get(phase).steps().size(); step++) {
                if (phases.get(phase).steps().get(step) instanceof Step.Map map) {
                    replace(map, phase, step);
                }
            }
        }
    }

    private void replace(Step.Map step, int phase, int index) {
        for (Value result : step.writes()) {
            Life life = lives.get(result.storage);
            if (life == null || life.phase != phase || life.step != index || !life.leavesStep) {
                continue;
            }
            for (Value input : step.reads()) {
                Life earlier = lives.get(input.storage);
                boolean ends = earlier != null && earlier.lastPhase == phase && earlier.lastStep == index;
                if (ends && step.canReplace(input, result) && replace(earlier, life)) {
                    replaced.add(new Replaced(input.storage, result.storage));
                    break;
                }
            }
        }
    }

    /// Makes one life of two, if the later value may take the place of the earlier.
    private boolean replace(@Nullable Life earlier, Life later) {
        if (earlier == null || earlier == later || !isAlike(earlier, later) || isCached(earlier, later)) {
            return false;
        }
        later.phase = earlier.phase;
        later.step = earlier.step;
        inOrder.remove(earlier);
        lives.remove(earlier.value.storage);
        return true;
    }

    /// Whether both are made block by block, in blocks of one size.
    private static boolean isAlike(Life a, Life b) {
        boolean blocked = a.isMap && b.isMap && a.value.blocked && b.value.blocked;
        return blocked && a.value.size == b.value.size && a.value.total() == b.value.total();
    }

    /// Whether the earlier value is better off in a worker's own memory, which is in the cache already.
    private static boolean isCached(Life earlier, Life later) {
        return earlier.isLocal() && !later.isLocal() && earlier.value.size <= CACHED;
    }

    /// Those that were replaced last come first: what took a place may have been replaced itself.
    private void placeReplaced() {
        for (Replaced value : replaced.reversed()) {
            value.storage.place = value.by.place;
            value.storage.at = value.by.at;
            value.storage.stride = value.by.stride;
        }
    }

    private static long lines(long floats) {
        return Math.ceilDiv(floats, LINE) * LINE;
    }

    /// Places the local values of each phase, from the beginning of an area: first those that one block leaves to the
    /// next, then, in memory that all blocks use in turn, the others.
    private int placeLocals() {
        Map<Integer, List<Life>> byPhase = new LinkedHashMap<>();
        for (Life life : inOrder) {
            if (life.leavesStep && life.isLocal()) {
                byPhase.computeIfAbsent(life.phase, phase -> new ArrayList<>()).add(life);
            }
        }
        int size = 0;
        for (Map.Entry<Integer, List<Life>> entry : byPhase.entrySet()) {
            int[] runs = runs(phases.get(entry.getKey()));
            for (Life life : entry.getValue()) {
                life.isWithinRun = runs[life.step] == runs[life.lastStep];
            }
            int spanning = placeSpanning(entry.getValue(), runs);
            size = Math.max(size, placeWithinRuns(entry.getValue(), spanning));
        }
        return size;
    }

    private static int placeSpanning(List<Life> locals, int[] runs) {
        List<Life> placed = new ArrayList<>();
        int size = 0;
        for (Life life : locals) {
            if (!life.isWithinRun) {
                placed.removeIf(other -> runs[other.lastStep] < runs[life.step]);
                life.value.storage.place = Value.Place.LOCAL;
                life.value.storage.stride = life.value.size;
                size = Math.max(size, fit(placed, life, 0));
            }
        }
        return size;
    }

    private static int placeWithinRuns(List<Life> locals, int origin) {
        List<Life> placed = new ArrayList<>();
        int size = origin;
        for (Life life : locals) {
            if (life.isWithinRun) {
                placed.removeIf(other -> other.lastStep < life.step);
                life.value.storage.place = Value.Place.LOCAL;
                life.value.storage.stride = 0;
                size = Math.max(size, fit(placed, life, origin));
            }
        }
        return size;
    }

    /// The number of each step's run: steps that go block after block together share one.
    private static int[] runs(Phase phase) {
        int[] runs = new int[phase.steps().size()];
        for (int step = 1; step < runs.length; step++) {
            boolean joins = isBlockByBlock(phase.steps().get(step - 1)) && isBlockByBlock(phase.steps().get(step));
            runs[step] = runs[step - 1] + (joins ? 0 : 1);
        }
        return runs;
    }

    private static boolean isBlockByBlock(Step step) {
        return step instanceof Step.Map map && !map.takesGroups();
    }

    private void placeShared() {
        List<Life> placed = new ArrayList<>();
        for (Life life : inOrder) {
            if (life.leavesStep && !life.isLocal()) {
                placed.removeIf(other -> other.lastPhase < life.phase);
                life.value.storage.place = Value.Place.WORKSPACE;
                life.value.storage.stride = life.value.size;
                shared = Math.max(shared, fit(placed, life, ORIGIN));
            }
        }
    }

    /// Puts a value into the first gap that holds it; returns its end. What is placed is kept in the order of memory.
    private static int fit(List<Life> placed, Life life, int origin) {
        long size = life.floats();
        long at = origin;
        int index = 0;
        while (index < placed.size() && at + size > placed.get(index).value.storage.at) {
            Life other = placed.get(index++);
            at = Math.max(at, other.value.storage.at + other.floats());
        }
        int end = Frame.checked(at + size);
        life.value.storage.at = (int) at;
        placed.add(index, life);
        return end;
    }
}
