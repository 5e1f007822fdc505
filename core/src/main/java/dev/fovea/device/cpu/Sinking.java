package dev.fovea.device.cpu;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/// Moves elementwise steps to their only reader and makes one chain of both, so that what lies between never reaches
/// memory: the mask of a maximum that only its gradient reads, a velocity that is about to be decayed.
///
/// A step moves only if no more memory is needed than before: its result is gone, and at most one of its inputs lives
/// longer. Bits do not change: the same operations meet the same numbers.
final class Sinking {
    private final List<Step> steps;
    private final @Nullable Step[] moved;

    /// For each step the place where it ended: its own, or that of the chain it became part of.
    private final int[] places;

    private final IdentityHashMap<Value.Storage, List<Integer>> readers = new IdentityHashMap<>();
    private final IdentityHashMap<Value.Storage, Step> writers = new IdentityHashMap<>();

    private Sinking(List<Step> steps, List<Value> kept) {
        this.steps = steps;
        moved = new Step[steps.size()];
        places = new int[steps.size() + 1];
        for (int i = 0; i < steps.size(); i++) {
            read(steps.get(i).reads(), i);
            for (Value value : steps.get(i).writes()) {
                writers.put(value.storage, steps.get(i));
            }
        }
        read(kept, steps.size());
        places[steps.size()] = steps.size();
    }

    /// The same work in fewer steps.
    ///
    /// @param steps in an order in which they can run
    /// @param kept values that are read after the last step
    /// @return in an order in which they can run
    static List<Step> sink(List<Step> steps, List<Value> kept) {
        Sinking sinking = new Sinking(steps, kept);
        for (int i = steps.size() - 1; i >= 0; i--) {
            sinking.place(i);
        }
        return Arrays.stream(sinking.moved).filter(Objects::nonNull).toList();
    }

    private void read(List<Value> values, int at) {
        for (Value value : values) {
            readersOf(value).add(at);
        }
    }

    private List<Integer> readersOf(Value value) {
        return readers.computeIfAbsent(value.storage, storage -> new ArrayList<>());
    }

    private void place(int index) {
        Step step = steps.get(index);
        int reader = onlyReader(step);
        Step joined = reader < 0 ? null : Strips.joined(step, moved[reader]);
        if (joined == null || outlived(step, index, reader) > 1) {
            moved[index] = step;
            places[index] = index;
        } else {
            moved[reader] = joined;
            places[index] = reader;
        }
    }

    /// Where everything that a step writes is read, or -1 if that is not one step.
    private int onlyReader(Step step) {
        int only = -1;
        for (Value value : step.writes()) {
            for (int reader : readersOf(value)) {
                int place = places[reader];
                if (place == steps.size() || (only >= 0 && only != place)) {
                    return -1;
                }
                only = place;
            }
        }
        return only;
    }

    /// How many inputs would be kept for this step alone if it moved.
    private long outlived(Step step, int index, int place) {
        return step.reads().stream()
                .filter(value -> writers.containsKey(value.storage))
                .map(value -> value.storage)
                .distinct()
                .filter(storage ->
                        readers.getOrDefault(storage, List.of()).stream()
                                .noneMatch(reader -> reader != index && places[reader] >= place))
                .count();
    }
}
