package dev.fovea.device.cpu;

import dev.fovea.device.Program;
import dev.fovea.kernel.Kernels;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.Recording;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A compiled graph: phases of steps, and where every value lies. Any number of threads may run it, each in a workspace
/// of its own.
final class CpuProgram implements Program {
    private final Workers workers;
    private final Externals externals;

    /// What depends on parameters alone.
    private final List<Phase> prepared;

    private final List<Phase> phases;
    private final List<Phase> commits;
    private final List<Value> outputs;
    private final Frame.Layout layout;
    private final Workspaces workspaces = new Workspaces(this::workspace);
    private final int[] externalSizes;
    private final int[] outputSizes;
    private boolean isWarm;

    CpuProgram(Graph graph, Kernels kernels, Workers workers) {
        this.workers = workers;
        Lowering.Lowered lowered = Lowering.lower(graph, kernels);
        externals = lowered.externals();
        outputs = lowered.outputs();
        commits = lowered.commits().isEmpty() ? List.of() : List.of(new Phase.Shared(lowered.commits()));
        Set<Integer> parameters = commits.isEmpty() ? externals.parameters() : new TreeSet<>();
        PreparedValues.Split split = PreparedValues.split(lowered.steps(), parameters);
        prepared = Schedule.of(split.prepared(), lowered.steps(), lowered.block(), kernels.copy());
        phases = Schedule.of(split.others(), lowered.steps(), lowered.block(), kernels.copy());
        List<Phase> all = Stream.of(prepared, phases, commits).flatMap(List::stream).toList();
        List<Value> kept = new ArrayList<>(outputs);
        kept.addAll(PreparedValues.kept(split));
        layout = Placement.place(all, kept);
        externalSizes = externals.sizes(graph);
        outputSizes = outputs.stream().mapToInt(output -> output.size).toArray();
    }

    private Execution workspace() {
        return new Execution(new Frame(layout, externals.count(), workers.threads()), workers, commits);
    }

    @Override
    public synchronized void warmUp(Duration limit) {
        if (!isWarm) {
            isWarm = true;
            List<Phase> all = Stream.of(prepared, phases).flatMap(List::stream).toList();
            new WarmUp(all, commits, layout, externalSizes, workers.threads()).run(limit.toNanos());
        }
    }

    @Override
    public long workspaceBytes() {
        return layout.floats(workers.threads()) * Float.BYTES;
    }

    @Override
    public List<float[]> run(Recording recording) {
        List<float[]> results = arrays(outputSizes);
        Execution execution = workspaces.take();
        try {
            recording.beginReading();
            try {
                compute(recording, execution, 0, results);
            } finally {
                recording.endReading();
            }
            if (!commits.isEmpty()) {
                recording.commit(execution);
            }
            return results;
        } finally {
            giveBack(execution);
        }
    }

    /// Computes a portion of a batch, while the caller [keeps][Recording#beginReading] the parameters as they are.
    ///
    /// @param recording of all samples
    /// @param first the sample that is this program's first
    /// @param results the outputs of all samples
    void compute(Recording recording, int first, List<float[]> results) {
        Execution execution = workspaces.take();
        try {
            compute(recording, execution, first, results);
        } finally {
            giveBack(execution);
        }
    }

    private void compute(Recording recording, Execution execution, int first, List<float[]> results) {
        externals.bind(recording, first, execution.frame());
        prepare(recording, execution);
        execution.run(phases);
        Site site = execution.site();
        for (int i = 0; i < results.size(); i++) {
            Value output = outputs.get(i);
            int to = first == 0 ? 0 : first * (output.size / output.shape.dim(0));
            System.arraycopy(site.array(output), site.at(output), results.get(i), to, output.size);
        }
    }

    /// The caller's arrays are not kept alive by a workspace that waits.
    private void giveBack(Execution execution) {
        Arrays.fill(execution.frame().external, null);
        workspaces.giveBack(execution);
    }

    private void prepare(Recording recording, Execution execution) {
        PreparedValues preparation = execution.preparation();
        if (!prepared.isEmpty() && !preparation.isOf(recording.parameters())) {
            preparation.begin();
            execution.run(prepared);
            preparation.done(recording.parameters());
        }
    }

    /// Room for results.
    ///
    /// @param sizes of each
    static List<float[]> arrays(int[] sizes) {
        List<float[]> arrays = new ArrayList<>(sizes.length);
        for (int size : sizes) {
            arrays.add(new float[size]);
        }
        return arrays;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Phase phase : Stream.of(prepared, phases, commits).flatMap(List::stream).toList()) {
            text.append(phase.getClass().getSimpleName()).append('\n');
            for (Step step : phase.steps()) {
                text.append("  ").append(step.getClass().getName().replaceAll(".*\\.", ""));
                step.reads().forEach(value -> text.append(' ').append(value));
                text.append(" ->");
                step.writes().forEach(value -> text.append(' ').append(value));
                text.append('\n');
            }
        }
        return text.append(layout).toString();
    }
}
