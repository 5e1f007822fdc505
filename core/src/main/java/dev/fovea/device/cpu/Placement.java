package dev.fovea.device.cpu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gives every value its memory, once per program. Values whose lives do not overlap share memory.
final class Placement {
    /// Blocks that a worker takes through a phase together.
    static final int GROUP = 4;

    /// Floats of a cache line; offsets are multiples of it past [#ORIGIN].
    private static final int LINE = 16;

    /// Where the first value lies: the elements of a large array begin 16 bytes behind a line, so this one begins a
    /// line.
    private static final int ORIGIN = 12;

    /// The life of a storage.
    private static final class Life {
        final Value value;
        final boolean isMap;
        final int phase;
        final int step;
        int lastPhase;
        int lastStep;
        boolean leavesStep;

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
    }

    private final List<Phase> phases;
    private final IdentityHashMap<Value.Storage, Life> lives = new IdentityHashMap<>();
    private final List<Life> inOrder = new ArrayList<>();
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
        placement.inOrder.sort(Comparator.<Life>comparingInt(life -> life.phase).thenComparingInt(life -> life.step));
        int local = placement.placeLocals();
        placement.placeShared();
        int scratch = phases.stream().flatMap(phase -> phase.steps().stream()).mapToInt(Step::scratch).max().orElse(0);
        return new Frame.Layout(placement.shared, lines(local), lines(scratch));
    }

    private void findLives(List<Value> kept) {
        for (int phase = 0; phase < phases.size(); phase++) {
            List<? extends Step> steps = phases.get(phase).steps();
            for (int step = 0; step < steps.size(); step++) {
                for (Value value : steps.get(step).writes()) {
                    begin(value, phases.get(phase) instanceof Phase.Map, phase, step);
                }
                boolean strips = steps.get(step) instanceof Strips.Blocks || steps.get(step) instanceof Strips.Rows;
                if (!strips) {
                    steps.get(step).writes().forEach(value -> known(value).leavesStep = true);
                }
                for (Value value : steps.get(step).reads()) {
                    read(value, phase, step);
                }
            }
        }
        kept.forEach(value -> read(value, phases.size(), 0));
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

    private static int lines(int floats) {
        return Math.ceilDiv(floats, LINE) * LINE;
    }

    private int placeLocals() {
        Map<Integer, List<Life>> byPhase = new LinkedHashMap<>();
        for (Life life : inOrder) {
            if (life.leavesStep && life.isLocal()) {
                byPhase.computeIfAbsent(life.phase, phase -> new ArrayList<>()).add(life);
            }
        }
        int size = 0;
        for (List<Life> locals : byPhase.values()) {
            List<Life> placed = new ArrayList<>();
            for (Life life : locals) {
                placed.removeIf(other -> other.lastStep < life.step);
                life.value.storage.place = Value.Place.LOCAL;
                int end = fit(placed, life, GROUP * life.value.size, 0);
                size = Math.max(size, end);
            }
        }
        return size;
    }

    private void placeShared() {
        List<Life> placed = new ArrayList<>();
        for (Life life : inOrder) {
            if (life.leavesStep && !life.isLocal()) {
                placed.removeIf(other -> other.lastPhase < life.phase);
                life.value.storage.place = Value.Place.WORKSPACE;
                shared = Math.max(shared, fit(placed, life, life.value.total(), ORIGIN));
            }
        }
    }

    /// Puts a value into the first gap that holds it; returns its end.
    private static int fit(List<Life> placed, Life life, int floats, int origin) {
        placed.sort(Comparator.comparingInt(other -> other.value.storage.at));
        int at = origin;
        for (Life other : placed) {
            if (at + lines(floats) <= other.value.storage.at) {
                break;
            }
            int size = other.isLocal() ? GROUP * other.value.size : other.value.total();
            at = Math.max(at, other.value.storage.at + lines(size));
        }
        life.value.storage.at = at;
        placed.add(life);
        return at + lines(floats);
    }
}
