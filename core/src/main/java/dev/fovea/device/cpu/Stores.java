package dev.fovea.device.cpu;

import dev.fovea.shape.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Lets a chain of elementwise operations that ends in parameters write them itself, when all else is done: an
/// optimiser written by hand goes through its parameters once, as one of the library does.
///
/// All operations of a run read the parameters as they were. So a chain is left where it is, and its result is copied,
/// if another one reads what it would write.
final class Stores {
    private final List<Step> steps;
    private final List<Step.Shared> commits;
    private final IdentityHashMap<Value.Storage, List<Integer>> readers = new IdentityHashMap<>();
    private final IdentityHashMap<Value.Storage, List<Store>> stores = new IdentityHashMap<>();
    private final Set<Value.Storage> read = Collections.newSetFromMap(new IdentityHashMap<>());
    private final @Nullable Chain[] chains;

    private Stores(List<Step> steps, List<Step.Shared> commits, List<Value> outputs) {
        this.steps = steps;
        this.commits = commits;
        chains = new Chain[steps.size()];
        for (int i = 0; i < steps.size(); i++) {
            for (Value value : steps.get(i).reads()) {
                readers.computeIfAbsent(value.storage, storage -> new ArrayList<>()).add(i);
            }
        }
        outputs.forEach(value -> read.add(value.storage));
        for (Step.Shared commit : commits) {
            if (commit instanceof Store store) {
                stores.computeIfAbsent(store.from.storage, storage -> new ArrayList<>()).add(store);
            } else {
                commit.reads().forEach(value -> read.add(value.storage));
            }
        }
    }

    /// A parameter takes the values of a result.
    ///
    /// @param from the result, in rows
    /// @param to the parameter
    record Store(Value from, Value to) implements Step.Shared {
        @Override
        public List<Value> reads() {
            return List.of(from);
        }

        @Override
        public List<Value> writes() {
            return List.of(to);
        }

        @Override
        public int elements() {
            return to.size;
        }

        /// State holds one zero: -0 becomes +0.
        @Override
        public void run(Site site, int first, int last) {
            float[] source = site.array(from);
            float[] target = site.array(to);
            int so = site.at(from);
            int at = site.at(to);
            for (int i = first; i < last; i++) {
                target[at + i] = source[so + i] + 0f;
            }
        }
    }

    /// Steps that become one, and what it stores.
    private static final class Chain {
        Strips strips;
        final int place;
        final List<Store> stores = new ArrayList<>();

        Chain(Strips strips, int place) {
            this.strips = strips;
            this.place = place;
        }

        Set<Integer> written() {
            Set<Integer> written = new TreeSet<>();
            stores.forEach(store -> written.add(store.to.storage.at));
            return written;
        }

        boolean reads(Set<Integer> externals) {
            return strips.reads().stream()
                    .anyMatch(value -> value.place() == Value.Place.EXTERNAL && externals.contains(value.storage.at));
        }
    }

    /// What is left to be done before the commits, and the commits.
    ///
    /// @param steps in an order in which they can run
    /// @param commits in an order in which they can run after all steps
    record Plan(List<Step> steps, List<Step.Shared> commits) {}

    /// Moves what it can from the steps to the commits.
    ///
    /// @param steps in an order in which they can run
    /// @param commits what changes parameters
    /// @param outputs values that are read after the last step
    /// @return the same work
    static Plan plan(List<Step> steps, List<Step.Shared> commits, List<Value> outputs) {
        return commits.isEmpty() ? new Plan(steps, commits) : new Stores(steps, commits, outputs).plan();
    }

    private Plan plan() {
        List<Chain> all = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i) instanceof Strips.Rows(Strips strips)) {
                chains[i] = chain(i, strips, all);
            }
        }
        List<Chain> late = all.stream().filter(chain -> isAlone(chain, all)).toList().reversed();
        Set<Store> done = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Step.Shared> after = new ArrayList<>();
        Value zero = Value.rows(Shape.of(1));
        for (Chain chain : late) {
            done.addAll(chain.stores);
            after.add(new Strips.Rows(chain.strips.storing(chain.stores, zero)));
        }
        // Those that read parameters come first, those that only write come last.
        commits.stream().filter(commit -> !(commit instanceof Store store && done.contains(store))).forEach(after::add);
        return new Plan(before(late), after);
    }

    /// The chain of a step whose results are read by this chain alone, or stored.
    private @Nullable Chain chain(int index, Strips strips, List<Chain> all) {
        Chain chain = null;
        List<Store> stored = new ArrayList<>();
        for (Value value : strips.writes()) {
            if (read.contains(value.storage)) {
                return null;
            }
            for (int reader : readers.getOrDefault(value.storage, List.of())) {
                Chain of = chains[reader];
                if (of == null || (chain != null && chain != of)) {
                    return null;
                }
                chain = of;
            }
            stored.addAll(stores.getOrDefault(value.storage, List.of()));
        }
        if (chain == null) {
            if (stored.isEmpty()) {
                return null;
            }
            chain = new Chain(strips, index);
            all.add(chain);
        } else {
            Strips both = strips.then(chain.strips);
            if (both == null) {
                return null;
            }
            chain.strips = both;
        }
        chain.stores.addAll(stored);
        return chain;
    }

    private static boolean isAlone(Chain chain, List<Chain> all) {
        Set<Integer> written = chain.written();
        return chain.strips.readsInPlace(written)
                && all.stream().noneMatch(other -> other != chain && other.reads(written));
    }

    /// Steps that stay; a chain that had to stay is where its last step was.
    private List<Step> before(List<Chain> late) {
        List<Step> before = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Chain chain = chains[i];
            if (chain == null) {
                before.add(steps.get(i));
            } else if (!late.contains(chain) && chain.place == i) {
                before.add(new Strips.Rows(chain.strips));
            }
        }
        return before;
    }
}
