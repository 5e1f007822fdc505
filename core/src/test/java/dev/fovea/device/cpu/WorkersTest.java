package dev.fovea.device.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicIntegerArray;

class WorkersTest {
    /// Stages of few and of many tasks in turn: a worker that comes late to a small stage must not take a task of the
    /// large one that follows as if it were the small one's.
    @Test
    void everyTaskOfEveryStageRunsOnce() {
        Workers workers = new Workers(4);
        assertTrue(workers.tryAcquire());
        AtomicIntegerArray runs = new AtomicIntegerArray(64);
        for (int stage = 0; stage < 100_000; stage++) {
            int tasks = stage % 2 == 0 ? 2 : 2 + stage % 60;
            workers.run(tasks, (task, worker) -> runs.incrementAndGet(task));
            for (int task = 0; task < runs.length(); task++) {
                assertEquals(task < tasks ? 1 : 0, runs.getAndSet(task, 0), "stage " + stage + ", task " + task);
            }
        }
        workers.release();
    }

    @Test
    void whatATaskThrowsComesOutWhenAllAreDoneAndTheNextStageRuns() {
        Workers workers = new Workers(3);
        assertTrue(workers.tryAcquire());
        AtomicIntegerArray runs = new AtomicIntegerArray(20);
        IllegalStateException thrown =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                workers.run(
                                        20,
                                        (task, worker) -> {
                                            runs.incrementAndGet(task);
                                            if (task % 7 == 3) {
                                                throw new IllegalStateException("task failed");
                                            }
                                        }));
        assertEquals("task failed", thrown.getMessage());
        workers.run(20, (task, worker) -> runs.incrementAndGet(task));
        for (int task = 0; task < 20; task++) {
            assertEquals(2, runs.get(task));
        }
        assertThrows(
                StackOverflowError.class,
                () ->
                        workers.run(
                                2,
                                (task, worker) -> {
                                    throw new StackOverflowError();
                                }));
        workers.release();
    }

    @Test
    void whoFindsTheWorkersTakenWorksAlone() throws InterruptedException {
        Workers workers = new Workers(2);
        assertTrue(workers.tryAcquire());
        boolean[] got = {true};
        Thread other = new Thread(() -> got[0] = workers.tryAcquire());
        other.start();
        other.join();
        assertFalse(got[0]);
        workers.release();
        assertFalse(new Workers(1).tryAcquire(), "one thread needs no workers");
    }

    /// Workers end after a second without work; the next stage has new ones.
    @Test
    void workersComeBackAfterTheyHaveEnded() throws InterruptedException {
        Workers workers = new Workers(2);
        assertTrue(workers.tryAcquire());
        AtomicIntegerArray runs = new AtomicIntegerArray(50);
        workers.run(50, (task, worker) -> runs.incrementAndGet(task));
        Thread.sleep(1_300);
        workers.run(50, (task, worker) -> runs.incrementAndGet(task));
        for (int task = 0; task < 50; task++) {
            assertEquals(2, runs.get(task));
        }
        workers.release();
    }
}
