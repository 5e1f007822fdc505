package dev.fovea.tensor;

import java.util.List;
import java.util.concurrent.locks.StampedLock;

/// The locks of the parameters that one run reads and writes.
///
/// Whoever reads has all its locks before it reads, whoever writes has all its locks before it writes: so a run sees
/// all updates of another, or none. A writer never waits for one lock while it holds another, so nobody waits in a
/// circle, in whatever order the parameters come. An uncontended lock costs some nanoseconds and allocates nothing.
///
/// @param read parameters that the run reads
/// @param written parameters that it updates
record ParameterLocks(List<Parameter> read, List<Parameter> written) {

    void beginReading() {
        for (int i = 0; i < read.size(); i++) {
            read.get(i).lock().readLock();
        }
    }

    void endReading() {
        for (int i = 0; i < read.size(); i++) {
            if (!read.get(i).lock().tryUnlockRead()) {
                throw new IllegalMonitorStateException("ending a read of " + read.get(i) + " that did not begin");
            }
        }
    }

    void write(Runnable writes) {
        lockAll();
        try {
            writes.run();
        } finally {
            unlock(written.size());
        }
    }

    /// Takes all locks, waiting for one at a time with empty hands.
    private void lockAll() {
        int waitFor = 0;
        while (waitFor < written.size()) {
            written.get(waitFor).lock().writeLock();
            waitFor = tryOthers(waitFor);
        }
    }

    /// Takes all locks but that of `held`, or else gives all back.
    ///
    /// @return the parameter that another thread has, or how many there are if none is
    private int tryOthers(int held) {
        for (int i = 0; i < written.size(); i++) {
            if (i != held && written.get(i).lock().tryWriteLock() == 0) {
                unlock(i);
                if (held > i) {
                    unlock(written.get(held).lock());
                }
                return i;
            }
        }
        return written.size();
    }

    /// Gives the first locks back.
    private void unlock(int count) {
        for (int i = 0; i < count; i++) {
            unlock(written.get(i).lock());
        }
    }

    private static void unlock(StampedLock lock) {
        if (!lock.tryUnlockWrite()) {
            throw new IllegalMonitorStateException("ending a write that did not begin");
        }
    }
}
