package dev.fovea.device.cpu;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Threads that run the tasks of a stage. The caller is one of them.
///
/// Workers are daemon threads: they spin briefly after a stage, because the next one follows within microseconds, then
/// park, and end after a second without work, so there is nothing to close. Any thread may run any task; tasks write
/// disjoint memory, so who ran what never shows.
final class Workers {
    /// The work of a stage, cut into tasks.
    interface Tasks {
        /// Runs one task.
        ///
        /// @param task its number
        /// @param worker which worker runs it, 0 being the caller: the owner of some scratch memory
        void run(int task, int worker);
    }

    /// How long a worker spins before it parks: longer than a training loop takes between two runs.
    private static final long SPIN_NANOS = 2_000_000L;

    /// Spins between two looks at the clock.
    private static final int SPINS = 64;

    private static final int YIELDS = 50;
    private static final long NAP_NANOS = 50_000L;
    private static final long PARK_NANOS = 1_000_000_000L;
    private static final long STAGE = 0xFFFF_FFFFL << 32;
    private static final Tasks NOTHING = (task, worker) -> {};

    private final int threads;
    private final long spinNanos;
    private final ReentrantLock busy = new ReentrantLock();
    private final @Nullable Worker[] workers;

    /// The stage's number in the upper half, the number of tasks left in the lower: a task is claimed by lowering it.
    /// Both are in one word, so that whoever read it before a stage ended can claim nothing of the next.
    private final AtomicLong ticket = new AtomicLong();

    private final AtomicInteger done = new AtomicInteger();
    private final BooleanSupplier allDone = this::isAllDone;
    private volatile Tasks tasks = NOTHING;
    private volatile int count;
    private volatile @Nullable Throwable failure;

    /// Workers for `threads` threads, the caller included.
    Workers(int threads) {
        this.threads = threads;
        this.spinNanos = threads <= Runtime.getRuntime().availableProcessors() ? SPIN_NANOS : 0;
        this.workers = new Worker[threads];
    }

    int threads() {
        return threads;
    }

    /// Whether the calling thread now owns the workers: if not, another run has them, and this one works alone. Always
    /// paired with [#release].
    boolean tryAcquire() {
        return threads > 1 && busy.tryLock();
    }

    void release() {
        // Whoever made the tasks is not kept alive.
        tasks = NOTHING;
        busy.unlock();
    }

    /// Runs all tasks and returns when they are done. Only the owner may call this.
    ///
    /// @throws RuntimeException what a task threw
    void run(int number, Tasks work) {
        long stage = ((ticket.get() >>> 32) + 1) << 32;
        tasks = work;
        count = number;
        done.set(0);
        ticket.set(stage | number);
        wake(Math.min(threads, number));
        help(stage, 0);
        if (!spin(allDone)) {
            for (int yield = 0; done.get() < number; yield++) {
                pause(yield);
            }
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }
    }

    private boolean isAllDone() {
        return done.get() == count;
    }

    /// Spins for a while until a condition holds; returns whether it does.
    private boolean spin(BooleanSupplier condition) {
        long start = System.nanoTime();
        do {
            for (int spin = 0; spin < SPINS; spin++) {
                if (condition.getAsBoolean()) {
                    return true;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - start < spinNanos);
        return condition.getAsBoolean();
    }

    @SuppressWarnings("ThreadPriorityCheck") // with more threads than processors, whoever waits must let others work
    private void pause(int turn) {
        if (turn < YIELDS) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(this, NAP_NANOS);
        }
    }

    private void wake(int wanted) {
        for (int i = 1; i < wanted; i++) {
            Worker worker = workers[i];
            if (worker == null || worker.ended) {
                workers[i] = started(i);
            } else if (worker.parked) {
                LockSupport.unpark(worker);
            }
        }
    }

    private @Nullable Worker started(int index) {
        Worker worker = new Worker(index);
        try {
            worker.start();
            return worker;
        } catch (OutOfMemoryError noThread) {
            // The system has no thread to give: those that run do the work.
            return null;
        }
    }

    /// Claims tasks of a stage until none is left. The stage cannot end while a claimed task is not done, so its tasks
    /// and their count stay as they are.
    private void help(long stage, int worker) {
        long left = ticket.get();
        while ((left & STAGE) == stage && (int) left > 0) {
            if (ticket.compareAndSet(left, left - 1)) {
                try {
                    tasks.run(count - (int) left, worker);
                } catch (RuntimeException | Error e) {
                    failure = e;
                } finally {
                    done.incrementAndGet();
                }
            }
            left = ticket.get();
        }
    }

    private final class Worker extends Thread {
        private final int index;
        private volatile boolean parked;
        private volatile boolean ended;

        /// The stage that this worker was in last.
        private long seen;

        private final BooleanSupplier nextStage = this::isNextStage;

        Worker(int index) {
            super("fovea-worker-" + index);
            this.index = index;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (await()) {
                    seen = ticket.get() & STAGE;
                    help(seen, index);
                }
            } finally {
                ended = true;
            }
        }

        private boolean isNextStage() {
            return (ticket.get() & STAGE) != seen;
        }

        /// Waits for a stage other than the one seen last; false after a second without one.
        private boolean await() {
            if (spin(nextStage)) {
                return true;
            }
            parked = true;
            long deadline = System.nanoTime() + PARK_NANOS;
            while (!isNextStage()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    // A stage that begins right now does without this worker: two of one number must never run.
                    return false;
                }
                LockSupport.parkNanos(this, left);
            }
            parked = false;
            return true;
        }
    }
}
