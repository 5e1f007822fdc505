package dev.fovea.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;

/// The locks of the parameters that one run reads and writes.
///
/// While a run reads, nobody writes what it reads. While it writes, nobody else reads or writes that, and what it has
/// read is still the version it was recorded on: a run sees all updates of another, or none, and no update is lost.
///
/// Everybody takes locks in one order, so nobody waits in a circle; locks are fair, so a training gets its turn beside
/// predictions that never pause. An uncontended lock costs some nanoseconds and allocates nothing.
final class ParameterLocks {
    private final List<Content.Reading> readings;
    private final List<Parameter> written;
    private final Lock[] toRead;
    private final Lock[] toCommit;

    /// Whether the order leaves two locks where they came: then nobody waits for a lock while holding another.
    private final boolean isAmbiguous;

    ParameterLocks(List<Content.Reading> readings, List<Parameter> written) {
        this.readings = readings;
        this.written = written;
        Set<Parameter> read = new LinkedHashSet<>();
        readings.forEach(reading -> read.add(reading.parameter()));
        Set<Parameter> all = new LinkedHashSet<>(read);
        all.addAll(written);
        Parameter[] ordered = all.toArray(Parameter[]::new);
        Arrays.sort(ordered, Comparator.comparingInt(System::identityHashCode));
        toRead = locks(ordered, read, Set.of());
        toCommit = locks(ordered, all, new LinkedHashSet<>(written));
        boolean ambiguous = false;
        for (int i = 1; i < ordered.length; i++) {
            ambiguous |= System.identityHashCode(ordered[i]) == System.identityHashCode(ordered[i - 1]);
        }
        isAmbiguous = ambiguous;
    }

    private ParameterLocks(ParameterLocks other, List<Content.Reading> readings) {
        this.readings = readings;
        this.written = other.written;
        this.toRead = other.toRead;
        this.toCommit = other.toCommit;
        this.isAmbiguous = other.isAmbiguous;
    }

    /// The same locks for the versions that the parameters have now.
    ParameterLocks present() {
        List<Content.Reading> present = new ArrayList<>(readings.size());
        for (int i = 0; i < readings.size(); i++) {
            present.add(readings.get(i).present());
        }
        return new ParameterLocks(this, present);
    }

    private static Lock[] locks(Parameter[] ordered, Set<Parameter> wanted, Set<Parameter> alone) {
        return Arrays.stream(ordered)
                .filter(wanted::contains)
                .map(parameter ->
                        alone.contains(parameter) ? parameter.lock().writeLock() : parameter.lock().readLock())
                .toArray(Lock[]::new);
    }

    /// @throws IllegalStateException if a parameter has another version than was recorded
    void beginReading() {
        lock(toRead);
        try {
            check();
        } catch (IllegalStateException overwritten) {
            unlock(toRead, toRead.length);
            throw overwritten;
        }
    }

    void endReading() {
        unlock(toRead, toRead.length);
    }

    /// @throws IllegalStateException if a parameter has another version than was recorded
    void write(Runnable writes) {
        lock(toCommit);
        try {
            check();
            writes.run();
            for (int i = 0; i < written.size(); i++) {
                written.get(i).advance();
            }
        } finally {
            unlock(toCommit, toCommit.length);
        }
    }

    /// Whether all parameters that are read have the versions that were recorded.
    boolean isCurrent() {
        for (int i = 0; i < readings.size(); i++) {
            if (!readings.get(i).isCurrent()) {
                return false;
            }
        }
        return true;
    }

    private void check() {
        for (int i = 0; i < readings.size(); i++) {
            readings.get(i).checkVersion();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // whoever has the lock must get on
    private void lock(Lock[] locks) {
        if (!isAmbiguous) {
            for (Lock lock : locks) {
                lock.lock();
            }
            return;
        }
        int taken = 0;
        while (taken < locks.length) {
            if (locks[taken].tryLock()) {
                taken++;
            } else {
                unlock(locks, taken);
                taken = 0;
                Thread.yield();
            }
        }
    }

    private static void unlock(Lock[] locks, int count) {
        for (int i = count - 1; i >= 0; i--) {
            locks[i].unlock();
        }
    }
}
