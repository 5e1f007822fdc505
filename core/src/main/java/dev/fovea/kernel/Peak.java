package dev.fovea.kernel;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/// The speed that the arithmetic units of this machine reach on independent chains of fused multiply-adds: what the
/// speed of every kernel is measured against.
///
/// @param vectorBits width of the vectors that were measured, in bits; 32 for the scalar path
/// @param threads threads that computed at the same time
/// @param gigaflops floating-point operations per nanosecond of all threads together, two per multiply-add
public record Peak(int vectorBits, int threads, double gigaflops) {
    private static final int ROUNDS = 2_000;
    private static final int WARM_UP_CALLS = 2_000;
    private static final int WINDOWS = 125;
    private static final long WINDOW_NANOS = 4_000_000L;

    /// A loop of independent chains of fused multiply-adds over a small state.
    public interface Loop {
        /// Width of one vector, in bits.
        int vectorBits();

        /// Independent chains in a round.
        int chains();

        /// Runs `rounds` rounds on `state`, which holds one vector per chain.
        void run(float[] state, int rounds);
    }

    /// Measures with the vectors that the kernels use, or with scalars.
    ///
    /// It takes the best of 125 windows of 4 ms, so that a neighbour's work on the same machine does not count as ours,
    /// and lasts about half a second.
    ///
    /// @param kernels what was chosen, see [KernelSelection]
    /// @param threads threads to keep busy at the same time, at least 1
    /// @throws IllegalArgumentException if `threads` is less than 1
    /// @throws InterruptedException if the calling thread is interrupted while the others compute
    public static Peak measure(Kernels kernels, int threads) throws InterruptedException {
        if (threads < 1) {
            throw new IllegalArgumentException("measuring the peak: got " + threads + " threads, expected at least 1");
        }
        var loop = kernels.peak();
        warmUp(loop);
        var operations = new AtomicLongArray(WINDOWS);
        var start = System.nanoTime() + 1_000_000L;
        var workers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = new Thread(() -> compute(loop, start, operations), "fovea-peak-" + i);
            workers[i].setDaemon(true);
            workers[i].start();
        }
        for (var worker : workers) {
            worker.join();
        }
        long best = 0;
        for (int window = 0; window < WINDOWS; window++) {
            best = operations.get(window) > best ? operations.get(window) : best;
        }
        return new Peak(loop.vectorBits(), threads, (double) best / WINDOW_NANOS);
    }

    private static void warmUp(Loop loop) {
        var state = state(loop);
        for (int call = 0; call < WARM_UP_CALLS; call++) {
            loop.run(state, 8);
        }
        for (int call = 0; call < 100; call++) {
            loop.run(state, ROUNDS);
        }
    }

    /// Adds to each window the operations that this thread finished in it; windows begin at the same time everywhere.
    private static void compute(Loop loop, long start, AtomicLongArray operations) {
        var state = state(loop);
        long each = 2L * ROUNDS * state.length;
        while (System.nanoTime() - start < 0) {
            Thread.onSpinWait();
        }
        while (true) {
            loop.run(state, ROUNDS);
            long window = (System.nanoTime() - start) / WINDOW_NANOS;
            if (window >= WINDOWS) {
                return;
            }
            operations.addAndGet((int) window, each);
        }
    }

    /// Every chain is x = 0.5 x + 0.5, which stays near 1: no value slows the units down.
    private static float[] state(Loop loop) {
        var state = new float[loop.chains() * loop.vectorBits() / 32];
        Arrays.fill(state, 0.5f);
        return state;
    }
}
