package dev.fovea.device.cpu;

import org.jspecify.annotations.Nullable;

import java.lang.ref.SoftReference;
import java.util.List;

/// Runs phases in one workspace, with all workers or with the caller alone. Kept with its workspace and reused.
///
/// As a [Runnable] it makes the updates of its program.
final class Execution implements Workers.Tasks, Runnable {
    /// Elements of a row-major operation that are worth a task.
    private static final int RANGE = 16 * 1024;

    private final Frame frame;
    private final Workers pool;
    private final List<Phase> commits;
    private final Site[] sites;
    private final SoftReference<Execution> reference = new SoftReference<>(this);
    private final PreparedValues preparation = new PreparedValues();
    private int threads = 1;
    private @Nullable Workers workers;

    // The stage that the tasks belong to.
    private Mode mode = Mode.TASKS;
    private List<Step.Map> maps = List.of();
    private List<Step.Reduce> reductions = List.of();
    private @Nullable Step step;
    private int samples;
    private int blocks;
    private int first;
    private int blocksPerThread;
    private int groupsPerThread;
    private int groups;
    private int singles;

    private enum Mode {
        /// Groups of blocks and single blocks through all maps, then tiles of reductions.
        TASKS,
        /// One step on a block that all workers share, each doing its part.
        PARTS,
        /// A range of elements of one step.
        RANGES
    }

    Execution(Frame frame, Workers pool, List<Phase> commits) {
        this.frame = frame;
        this.pool = pool;
        this.commits = commits;
        sites = new Site[pool.threads()];
        for (int worker = 0; worker < sites.length; worker++) {
            sites[worker] = new Site(frame, worker);
        }
    }

    Frame frame() {
        return frame;
    }

    /// What the workspace holds from run to run.
    PreparedValues preparation() {
        return preparation;
    }

    /// The caller's own place.
    Site site() {
        return sites[0];
    }

    /// The reference by which this workspace is kept while no run uses it: made once.
    SoftReference<Execution> reference() {
        return reference;
    }

    @Override
    public void run() {
        run(commits);
    }

    void run(List<Phase> phases) {
        boolean together = !isForOne(phases) && pool.tryAcquire();
        workers = together ? pool : null;
        threads = together ? pool.threads() : 1;
        try {
            for (int i = 0; i < phases.size(); i++) {
                switch (phases.get(i)) {
                    case Phase.Map map -> run(map, List.of());
                    case Phase.Reduce reduce -> runAlone(reduce.steps());
                    case Phase.Both both -> run(both);
                    case Phase.Shared shared -> run(shared);
                }
            }
        } finally {
            workers = null;
            if (together) {
                pool.release();
            }
        }
    }

    /// Whether there is one block of one sample to work on: waking others takes longer than the work.
    private static boolean isForOne(List<Phase> phases) {
        for (int i = 0; i < phases.size(); i++) {
            if (phases.get(i) instanceof Phase.Map map) {
                return map.block() == Block.OF_CHANNELS && map.samples() == 1;
            }
        }
        return false;
    }

    private void stage(Mode how, int tasks) {
        mode = how;
        Workers together = workers;
        if (together == null || tasks <= 1) {
            for (int task = 0; task < tasks; task++) {
                run(task, 0);
            }
        } else {
            together.run(tasks, this);
        }
    }

    /// Where workers have no block of their own they share all, and nothing beside would fill a gap.
    private void run(Phase.Both both) {
        if (both.map().blocks() < threads) {
            runAlone(both.reduce().steps());
            run(both.map(), List.of());
        } else {
            run(both.map(), both.reduce().steps());
        }
    }

    /// Every worker gets as many blocks as every other. Of the rest, if there are nearly as many as workers or
    /// something else to do, each is a task; else they share each block, step by step. Blocks of one sample are not
    /// shared: workers get as many, or fewer.
    private void run(Phase.Map phase, List<Step.Reduce> beside) {
        maps = phase.steps();
        reductions = beside;
        samples = phase.samples();
        blocks = phase.blocks();
        blocksPerThread = phase.block() == Block.OF_CHANNELS ? Math.ceilDiv(blocks, threads) : blocks / threads;
        groupsPerThread = Math.ceilDiv(blocksPerThread, phase.group());
        groups = threads * groupsPerThread;
        int left = Math.max(0, blocks - blocksPerThread * threads);
        boolean shared = beside.isEmpty() && left * 10 <= threads * 7;
        singles = shared ? 0 : left;
        stage(Mode.TASKS, groups + singles + tiles(beside));
        for (first = blocks - left; shared && first < blocks; first++) {
            for (int i = 0; i < maps.size(); i++) {
                Step.Map next = maps.get(i);
                step = next;
                stage(Mode.PARTS, next.divides() ? threads : 1);
            }
        }
    }

    private void runAlone(List<Step.Reduce> steps) {
        reductions = steps;
        groups = 0;
        singles = 0;
        stage(Mode.TASKS, tiles(steps));
    }

    private static int tiles(List<Step.Reduce> steps) {
        int tiles = 0;
        for (int i = 0; i < steps.size(); i++) {
            tiles += steps.get(i).tasks();
        }
        return tiles;
    }

    private void run(Phase.Shared phase) {
        for (int i = 0; i < phase.steps().size(); i++) {
            Step.Shared next = phase.steps().get(i);
            step = next;
            stage(Mode.RANGES, Math.max(1, Math.ceilDiv(next.elements(), RANGE)));
        }
    }

    @Override
    public void run(int task, int worker) {
        Site site = sites[worker];
        site.samples = samples;
        switch (mode) {
            case TASKS -> task(site, task);
            case PARTS -> shared(site, task);
            case RANGES -> range(site, task);
        }
    }

    private void task(Site site, int task) {
        if (task < groups) {
            int group = task % groupsPerThread;
            int start = task / groupsPerThread * blocksPerThread;
            int begin = start + blocksPerThread * group / groupsPerThread;
            int end = start + blocksPerThread * (group + 1) / groupsPerThread;
            blocks(site, begin, Math.min(end, blocks));
        } else if (task < groups + singles) {
            int block = threads * blocksPerThread + task - groups;
            blocks(site, block, block + 1);
        } else {
            tile(site, task - groups - singles);
        }
    }

    private void blocks(Site site, int begin, int end) {
        site.area = site.worker;
        site.base = begin;
        site.part = 0;
        site.parts = 1;
        int next = begin < end ? 0 : maps.size();
        while (next < maps.size()) {
            next = run(site, next, begin, end);
        }
    }

    /// Runs a step that takes groups on all blocks, or else as many steps as do not, block after block. Returns the
    /// next step.
    private int run(Site site, int from, int firstBlock, int lastBlock) {
        int to = from;
        while (to < maps.size() && !maps.get(to).takesGroups()) {
            to++;
        }
        site.first = firstBlock;
        site.count = lastBlock - firstBlock;
        if (to == from) {
            maps.get(from).run(site);
            return from + 1;
        }
        site.count = 1;
        for (site.first = firstBlock; site.first < lastBlock; site.first++) {
            for (int i = from; i < to; i++) {
                maps.get(i).run(site);
            }
        }
        return to;
    }

    private void shared(Site site, int part) {
        site.area = sites.length;
        site.base = first;
        site.first = first;
        site.count = 1;
        site.part = part;
        site.parts = step instanceof Step.Map map && map.divides() ? threads : 1;
        if (step instanceof Step.Map map) {
            map.run(site);
        }
    }

    private void tile(Site site, int tile) {
        int left = tile;
        for (int i = 0; i < reductions.size(); i++) {
            Step.Reduce reduce = reductions.get(i);
            int tasks = reduce.tasks();
            if (left < tasks) {
                reduce.run(site, left);
                return;
            }
            left -= tasks;
        }
    }

    private void range(Site site, int task) {
        if (step instanceof Step.Shared shared) {
            int from = task * RANGE;
            shared.run(site, from, Math.min(shared.elements(), from + RANGE));
        }
    }
}
