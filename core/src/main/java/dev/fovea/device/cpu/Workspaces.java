package dev.fovea.device.cpu;

import org.jspecify.annotations.Nullable;

import java.lang.ref.SoftReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/// The workspaces of one program that no run is using.
///
/// At most [#MOST] wait, however many threads ran the program at once; and those that wait are let go where the heap is
/// needed for something else. Giving back and taking again allocates nothing.
final class Workspaces {
    /// Workspaces that are kept.
    static final int MOST = 8;

    private final Supplier<Execution> maker;
    private final AtomicReferenceArray<@Nullable SoftReference<Execution>> idle = new AtomicReferenceArray<>(MOST);

    /// An empty collection.
    ///
    /// @param maker makes a workspace where none waits
    Workspaces(Supplier<Execution> maker) {
        this.maker = maker;
    }

    /// A workspace for the caller alone, until it gives it back.
    Execution take() {
        for (int i = 0; i < MOST; i++) {
            SoftReference<Execution> reference = idle.getAndSet(i, null);
            Execution execution = reference == null ? null : reference.get();
            if (execution != null) {
                return execution;
            }
        }
        return maker.get();
    }

    /// Keeps a workspace for the next run, if there is room.
    void giveBack(Execution execution) {
        for (int i = 0; i < MOST; i++) {
            if (idle.compareAndSet(i, null, execution.reference())) {
                return;
            }
        }
    }
}
