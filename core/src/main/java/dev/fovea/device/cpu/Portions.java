package dev.fovea.device.cpu;

import dev.fovea.device.Program;
import dev.fovea.kernel.Kernels;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.Recording;
import dev.fovea.tensor.Role;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A prediction of a batch in two portions: as many samples as fill blocks, then the few others, whose lanes are
/// channels. The bits are those of either [Block].
///
/// A block that few samples are in takes as long as a full one, and where every worker has had as many blocks as every
/// other, all wait for it.
final class Portions implements Program {
    /// Samples of a worker, at most, that take less time by themselves than in a block that all workers share.
    private static final int FEW = 4;

    /// As many where one worker has the block to itself.
    private static final int FEW_ALONE = 6;

    /// Full blocks of a worker, at most: after more, one block's time is not worth a second program.
    private static final int MOST_BLOCKS = 8;

    /// Runs that come first and are not cut: with channels in the lanes other kernels run, and whoever predicts once
    /// should not wait until they are compiled.
    private static final int WHOLE_RUNS = 64;

    private final Graph graph;
    private final int inBlocks;
    private final Kernels kernels;
    private final Workers workers;

    /// Numbers of each output.
    private final int[] outputs;

    private final AtomicInteger runs = new AtomicInteger();

    /// What runs first; null ever after.
    private volatile @Nullable CpuProgram whole;

    private volatile @Nullable Cut cut;

    /// One program for the full blocks, one for the other samples.
    private record Cut(CpuProgram blocks, CpuProgram others) {}

    /// A program of two.
    ///
    /// @param graph of all samples
    /// @param inBlocks what [#inBlocks(Graph, int)] says
    Portions(Graph graph, int inBlocks, Kernels kernels, Workers workers) {
        this.graph = graph;
        this.inBlocks = inBlocks;
        this.kernels = kernels;
        this.workers = workers;
        whole = new CpuProgram(graph, kernels, workers);
        outputs = graph.outputs().stream().mapToInt(output -> graph.nodes().get(output).shape().size()).toArray();
    }

    private Cut cut() {
        Cut known = cut;
        return known == null ? makeCut() : known;
    }

    private synchronized Cut makeCut() {
        Cut made = cut;
        if (made == null) {
            made =
                    new Cut(
                            new CpuProgram(Block.withSamples(graph, inBlocks), kernels, workers),
                            new CpuProgram(Block.withSamples(graph, samples(graph) - inBlocks), kernels, workers));
            cut = made;
        }
        return made;
    }

    /// How many samples of a batch run in blocks while the others run with channels in the lanes; 0 if that does not
    /// pay, and all run in one program. Depends on the graph and the threads alone.
    static int inBlocks(Graph graph, int threads) {
        int samples = samples(graph);
        int full = samples / Kernels.LANES;
        int rest = samples % Kernels.LANES;
        boolean isLeftOver = full > 0 && rest > 0 && full % threads == 0 && full / threads <= MOST_BLOCKS;
        boolean isFew = Block.isFew(rest) && Math.ceilDiv(rest, threads) <= (threads == 1 ? FEW_ALONE : FEW);
        return isLeftOver && isFew && Block.isPrediction(graph) ? full * Kernels.LANES : 0;
    }

    /// The samples of everything that has samples, where all outputs have; 0 if some have others.
    private static int samples(Graph graph) {
        List<Integer> counts =
                graph.nodes().stream()
                        .filter(node -> node.role() == Role.PER_SAMPLE)
                        .map(node -> node.shape().dim(0))
                        .distinct()
                        .toList();
        boolean all = graph.outputs().stream().allMatch(node -> graph.nodes().get(node).role() == Role.PER_SAMPLE);
        return all && counts.size() == 1 ? counts.getFirst() : 0;
    }

    @Override
    public List<float[]> run(Recording recording) {
        CpuProgram first = whole;
        if (first != null && runs.getAndIncrement() < WHOLE_RUNS) {
            return first.run(recording);
        }
        whole = null;
        Cut now = cut();
        List<float[]> results = CpuProgram.arrays(outputs);
        // Both portions see one version of the parameters.
        recording.beginReading();
        try {
            now.blocks.compute(recording, 0, results);
            now.others.compute(recording, inBlocks, results);
        } finally {
            recording.endReading();
        }
        return results;
    }

    /// Warms up both portions: later runs are cut.
    @Override
    public void warmUp(Duration limit) {
        long begin = System.nanoTime();
        Cut now = cut();
        now.blocks.warmUp(limit.dividedBy(2));
        now.others.warmUp(limit.minusNanos(System.nanoTime() - begin));
        whole = null;
    }

    /// Of what runs next: of the whole program until it is cut, of both portions then, which may be more.
    @Override
    public long workspaceBytes() {
        CpuProgram first = whole;
        if (first != null) {
            return first.workspaceBytes();
        }
        Cut now = cut();
        return now.blocks.workspaceBytes() + now.others.workspaceBytes();
    }

    /// What runs, for people.
    @Override
    public String toString() {
        CpuProgram first = whole;
        if (first != null) {
            return first.toString();
        }
        Cut now = cut();
        return now.blocks + "\n" + now.others;
    }
}
