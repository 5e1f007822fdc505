package dev.fovea.device;

import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.Recording;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An engine on one device, with the programs that it has compiled.
///
/// Programs are kept by their graph, so a loop that records the same operations in every step compiles once. The last
/// [#PROGRAMS] that were used stay; if a program must make room and is compiled again and again, the log says so,
/// because then a shape or an attribute changes from step to step.
public final class StandardEngine implements Engine {
    /// Programs that are kept.
    public static final int PROGRAMS = 64;

    private final Device device;
    private final System.Logger log;
    private final Map<Graph, Entry> programs = new LinkedHashMap<>(16, 0.75f, true);
    private volatile @Nullable Recent recent;
    private long compiled;

    /// The program that was asked for last. The steps of a training ask with one graph each time, which need not be the
    /// one that a warm-up compiled but only equal to it: comparing them took a fiftieth of steps of 4 ms.
    private record Recent(Graph graph, Entry entry) {}

    /// The engine that computes where none is named: all processors, the widest vectors.
    public StandardEngine() {
        this(new CpuDevice(KernelSelection.select("auto").kernels(), Runtime.getRuntime().availableProcessors()));
    }

    /// An engine on a device.
    ///
    /// @param device what computes
    public StandardEngine(Device device) {
        this(device, System.getLogger(StandardEngine.class.getName()));
    }

    StandardEngine(Device device, System.Logger log) {
        this.device = device;
        this.log = log;
    }

    @Override
    public List<float[]> execute(Recording recording) {
        return program(recording.graph()).run(recording);
    }

    @Override
    public long workspaceBytes(List<Tensor> outputs, List<Update> updates) {
        return program(Recording.of(outputs, updates).graph()).workspaceBytes();
    }

    @Override
    public void warmUp(List<Tensor> outputs, List<Update> updates, Duration limit) {
        program(Recording.of(outputs, updates).graph()).warmUp(limit);
    }

    /// Programs compiled so far: grows once for each new graph.
    ///
    /// @return at least 0
    public long compiled() {
        synchronized (programs) {
            return compiled;
        }
    }

    /// What computes, in words.
    ///
    /// @return one line
    public String describe() {
        return device.describe();
    }

    /// What it is, as in messages: `engine (CPU, 512-bit vectors, 2 threads)`.
    @Override
    public String toString() {
        return "engine (" + describe() + ")";
    }

    @SuppressWarnings("ReferenceEquality") // comparing is what is spared
    private Program program(Graph graph) {
        Recent last = recent;
        if (last != null && last.graph == graph) {
            return last.entry.program();
        }
        Entry entry;
        synchronized (programs) {
            entry = programs.computeIfAbsent(graph, Entry::new);
            if (programs.size() > PROGRAMS) {
                programs.remove(programs.keySet().iterator().next());
            }
            recent = new Recent(graph, entry); // within the lock: the last in the order of use, so it stays
        }
        return entry.program();
    }

    /// A graph and, once it is compiled, its program. It compiles outside the lock of all: other threads run their
    /// programs meanwhile, and whoever needs the same one waits for it. What was refused is tried again when next asked
    /// for.
    private final class Entry {
        private final Graph graph;
        private @Nullable Program program;

        Entry(Graph graph) {
            this.graph = graph;
        }

        synchronized Program program() {
            Program known = program;
            if (known == null) {
                known = device.compile(graph);
                program = known;
                count(graph);
            }
            return known;
        }
    }

    private void count(Graph graph) {
        long number;
        synchronized (programs) {
            number = ++compiled;
        }
        if (number > PROGRAMS && Long.bitCount(number) == 1) {
            log.log(
                    System.Logger.Level.WARNING,
                    "compiled {0} programs, the last of {1} operations with inputs {2}: a shape or an attribute changes"
                            + " from run to run; pad batches to one size, and pass numbers that change as Tensor.scalar",
                    number,
                    graph.nodes().size(),
                    graph.nodes().stream()
                            .filter(node -> node.inputs().isEmpty())
                            .map(Graph.Node::shape)
                            .distinct()
                            .limit(4)
                            .toList());
        }
    }
}
