package dev.fovea.device.cpu;

import dev.fovea.device.Program;
import dev.fovea.kernel.Kernels;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.Recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// A compiled graph: phases of steps, and where every value lies. Any number of threads may run it, each in a workspace
/// of its own.
final class CpuProgram implements Program {
    private final Workers workers;
    private final Externals externals;
    private final List<Phase> phases;
    private final List<Phase> commits;
    private final List<Value> outputs;
    private final Frame.Layout layout;
    private final ConcurrentLinkedQueue<Execution> idle = new ConcurrentLinkedQueue<>();

    CpuProgram(Graph graph, Kernels kernels, Workers workers) {
        this.workers = workers;
        Lowering.Lowered lowered = Lowering.lower(graph, kernels);
        externals = lowered.externals();
        outputs = lowered.outputs();
        phases = Schedule.of(lowered.steps(), kernels.copy());
        commits = lowered.commits().isEmpty() ? List.of() : List.of(new Phase.Shared(lowered.commits()));
        List<Phase> all = new ArrayList<>(phases);
        all.addAll(commits);
        layout = Placement.place(all, outputs);
    }

    @Override
    public List<float[]> run(Recording recording) {
        Execution execution = idle.poll();
        if (execution == null) {
            execution = new Execution(new Frame(layout, externals.count(), workers.threads()), workers.threads());
        }
        Frame frame = execution.frame();
        try {
            externals.bind(recording, frame.external);
            execution.run(phases, workers);
            List<float[]> results = results(frame);
            execution.run(commits, workers);
            return results;
        } finally {
            // The caller's arrays are not kept alive by a workspace that waits.
            Arrays.fill(frame.external, null);
            idle.add(execution);
        }
    }

    private List<float[]> results(Frame frame) {
        Site site = new Site(frame, 0);
        List<float[]> results = new ArrayList<>(outputs.size());
        for (Value output : outputs) {
            float[] result = new float[output.size];
            System.arraycopy(site.array(output), site.at(output), result, 0, result.length);
            results.add(result);
        }
        return results;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Phase phase : Stream.concat(phases.stream(), commits.stream()).toList()) {
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
