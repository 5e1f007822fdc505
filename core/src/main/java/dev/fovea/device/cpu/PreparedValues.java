package dev.fovea.device.cpu;

import dev.fovea.tensor.Parameter;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Which versions of which parameters the prepared values of a workspace come from.
///
/// A program that changes no parameter prepares what depends on parameters alone (transformed or rearranged weights) in
/// steps of their own, whose results stay in the workspace: they run again only when a parameter has another version,
/// or when the program is run for another network. A workspace belongs to one caller at a time, so this takes no locks;
/// versions are those that the run holds still while it reads.
final class PreparedValues {
    private List<WeakReference<Parameter>> parameters = List.of();
    private long[] versions = {};
    private boolean isDone;

    /// Steps whose results depend on parameters alone, and the others; both in their order.
    record Split(List<Step> prepared, List<Step> others) {}

    /// Divides the steps of a program.
    ///
    /// @param externals the numbers of the arrays that are parameters
    static Split split(List<Step> steps, Set<Integer> externals) {
        Set<Value.Storage> known = Collections.newSetFromMap(new IdentityHashMap<>());
        Split split = new Split(new ArrayList<>(), new ArrayList<>());
        for (Step step : steps) {
            boolean isPrepared =
                    step.reads().stream()
                            .allMatch(value -> isParameter(value, externals) || known.contains(value.storage));
            if (isPrepared) {
                step.writes().forEach(value -> known.add(value.storage));
            }
            (isPrepared ? split.prepared : split.others).add(step);
        }
        return split;
    }

    private static boolean isParameter(Value value, Set<Integer> externals) {
        return value.place() == Value.Place.EXTERNAL && externals.contains(value.storage.at);
    }

    /// What the others read of the prepared values: it lives from run to run.
    static List<Value> kept(Split split) {
        Set<Value.Storage> written = Collections.newSetFromMap(new IdentityHashMap<>());
        split.prepared.forEach(step -> step.writes().forEach(value -> written.add(value.storage)));
        return split.others.stream()
                .flatMap(step -> step.reads().stream())
                .filter(value -> written.contains(value.storage))
                .toList();
    }

    /// Whether what is prepared comes from these parameters as they are.
    boolean isOf(List<Parameter> present) {
        boolean same = isDone && parameters.size() == present.size();
        for (int i = 0; same && i < versions.length; i++) {
            same = parameters.get(i).refersTo(present.get(i)) && versions[i] == present.get(i).version();
        }
        return same;
    }

    /// Nothing is prepared until the next [#done].
    void begin() {
        isDone = false;
    }

    /// All is prepared from these parameters as they are.
    void done(List<Parameter> present) {
        parameters = present.stream().map(WeakReference::new).toList();
        versions = present.stream().mapToLong(Parameter::version).toArray();
        isDone = true;
    }
}
