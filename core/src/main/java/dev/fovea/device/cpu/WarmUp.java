package dev.fovea.device.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs the steps of a program on blank memory, until their code is compiled.
///
/// A step runs by itself, on one block, one task or one range, some times in a row; meanwhile other threads run others,
/// so that the compiler always has the next kernel to work on, which a program that runs its steps in order cannot give
/// it. All memory is the warm-up's own: no parameter, no random stream and no workspace is touched.
final class WarmUp {
    /// Calls in a row: a visit.
    private static final int CALLS = 8;

    /// Visits before a step may be done: for quick steps as many calls as kernels need to be compiled.
    private static final int VISITS = 5;

    /// How long a visit may take.
    private static final long VISIT_NANOS = 20_000_000;

    /// A step is done when its fastest call in a visit is no faster than this part of the one before.
    private static final double SETTLED = 0.9;

    private static final int RANGE = 2048;

    /// Threads, at most: the compiler has two or three of its own, and those that wait for it do not work.
    private static final int MOST_THREADS = 3;

    /// A warm-up takes at most this part of the heap that is free: what is yet to be read needs the rest.
    private static final int PART_OF_HEAP = 4;

    private final Frame.Layout layout;
    private final int[] sizes;
    private final float[][] externals;
    private final int threads;
    private final List<Job> jobs = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    /// A step and what is known of it.
    private static final class Job {
        final Step step;
        final boolean changesParameters;
        volatile boolean done;
        private int visits;
        private long fastest = Long.MAX_VALUE;

        Job(Step step, boolean changesParameters) {
            this.step = step;
            this.changesParameters = changesParameters;
        }

        /// Several threads may visit one step at a time.
        synchronized void visited(long fastestCall) {
            visits++;
            done |= visits >= VISITS && fastestCall > SETTLED * fastest;
            fastest = Math.min(fastest, fastestCall);
        }
    }

    /// A warm-up of a program.
    ///
    /// @param phases its phases
    /// @param commits those that change parameters
    /// @param layout of its workspace
    /// @param sizes those of the arrays that a caller gives
    /// @param processors threads that compute
    WarmUp(List<Phase> phases, List<Phase> commits, Frame.Layout layout, int[] sizes, int processors) {
        this.layout = layout;
        this.sizes = sizes;
        threads = (int) Math.min(Math.min(processors + 1, MOST_THREADS), affordable());
        externals = new float[sizes.length][];
        add(phases, false);
        add(commits, true);
    }

    private void add(List<Phase> phases, boolean changesParameters) {
        for (Phase phase : phases) {
            for (Step step : phase.steps()) {
                jobs.add(new Job(step, changesParameters));
            }
        }
    }

    /// How many threads the heap has room for.
    private long affordable() {
        Runtime java = Runtime.getRuntime();
        long free = java.maxMemory() - java.totalMemory() + java.freeMemory();
        long shared = Arrays.stream(sizes).asLongStream().sum() * Float.BYTES;
        return (free / PART_OF_HEAP - shared) / (layout.floats(1) * Float.BYTES + 1);
    }

    /// Warms up, and returns when all steps are compiled or the time is over; at once where memory is short.
    ///
    /// @param nanos the time, at most
    void run(long nanos) {
        long deadline = System.nanoTime() + nanos;
        if (threads < 1) {
            return;
        }
        try {
            for (int i = 0; i < sizes.length; i++) {
                externals[i] = new float[sizes[i]];
            }
        } catch (OutOfMemoryError someoneElseTookIt) {
            return;
        }
        List<Thread> helpers = new ArrayList<>();
        for (int worker = 1; worker < threads; worker++) {
            helpers.add(Thread.ofPlatform().daemon().name("fovea-warm-up-" + worker).start(() -> work(deadline)));
        }
        work(deadline);
        for (Thread helper : helpers) {
            join(helper);
        }
    }

    private static void join(Thread helper) {
        boolean interrupted = false;
        while (true) {
            try {
                helper.join();
                break;
            } catch (InterruptedException asked) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Does without what it cannot have: a training must not end because of its warm-up.
    private void work(long deadline) {
        try {
            visitAll(deadline);
        } catch (OutOfMemoryError someoneElseTookIt) {
            // The others go on.
        }
    }

    private void visitAll(long deadline) {
        Frame frame = new Frame(layout, externals.length, 1);
        System.arraycopy(externals, 0, frame.external, 0, externals.length);
        Site site = new Site(frame, 0);
        int idle = 0;
        while (idle < jobs.size() && System.nanoTime() < deadline) {
            Job job = jobs.get(Math.floorMod(next.getAndIncrement(), jobs.size()));
            idle = job.done ? idle + 1 : 0;
            if (!job.done) {
                visit(job, site);
            }
        }
    }

    private void visit(Job job, Site site) {
        prepare(job, site);
        long fastest = Long.MAX_VALUE;
        long begin = System.nanoTime();
        long now = begin;
        for (int call = 0; call < CALLS && now - begin < VISIT_NANOS; call++) {
            try {
                run(job, site, call);
            } catch (RuntimeException refused) {
                // A step may refuse blank values; a training must not end because of that.
                job.done = true;
                return;
            }
            long end = System.nanoTime();
            fastest = Math.min(fastest, end - now);
            now = end;
        }
        if (job.changesParameters) {
            // Blank scalars may make no numbers of the weights, with which kernels take another way.
            for (float[] array : externals) {
                Zeros.fill(array, 0, array.length);
            }
        }
        job.visited(fastest);
    }

    /// Goes to the first block, and blanks what the step reads: what other steps have left there may be no label.
    private void prepare(Job job, Site site) {
        site.samples = job.step instanceof Step.Map map ? map.samples() : 0;
        site.first = 0;
        site.base = 0;
        site.count = 1;
        for (Value value : job.step.reads()) {
            if (value.place() == Value.Place.WORKSPACE) {
                blank(site, value, (int) value.total());
            } else if (value.place() == Value.Place.LOCAL) {
                blank(site, value, value.size);
            }
        }
    }

    private void blank(Site site, Value value, int size) {
        int at = value.blocked ? site.at(value, 0) : site.at(value);
        Zeros.fill(site.frame.workspace, at, at + size);
    }

    private static void run(Job job, Site site, int call) {
        switch (job.step) {
            case Step.Map map -> map.run(site);
            case Step.Reduce reduce -> reduce.run(site, call % reduce.tasks());
            case Step.Shared shared -> shared.run(site, 0, Math.min(shared.elements(), RANGE));
        }
    }
}
