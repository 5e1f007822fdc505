package dev.fovea.device.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class WorkspacesTest {
    private final AtomicInteger made = new AtomicInteger();
    private final Workspaces workspaces =
            new Workspaces(() -> {
                made.incrementAndGet();
                return new Execution(new Frame(new Frame.Layout(16, 0, 0), 0, 1), new Workers(1), List.of());
            });

    @Test
    void aWorkspaceServesOneRunAfterTheOther() {
        Execution first = workspaces.take();
        assertNotSame(first, workspaces.take());
        workspaces.giveBack(first);
        assertSame(first, workspaces.take());
        assertEquals(2, made.get());
    }

    @Test
    void noMoreAreKeptThanAFew() {
        List<Execution> taken = new ArrayList<>();
        for (int i = 0; i < 3 * Workspaces.MOST; i++) {
            taken.add(workspaces.take());
        }
        taken.forEach(workspaces::giveBack);
        made.set(0);
        for (int i = 0; i < 3 * Workspaces.MOST; i++) {
            workspaces.take();
        }
        assertEquals(2 * Workspaces.MOST, made.get());
    }

    @Test
    void aWorkspaceThatWaitsIsLetGoWhenMemoryIsShort() {
        Execution execution = workspaces.take();
        workspaces.giveBack(execution);
        // What the collector does when the heap is full.
        execution.reference().clear();
        assertNotSame(execution, workspaces.take());
        assertEquals(2, made.get());
    }
}
