package dev.fovea.architecture.violations.train;

/// Is known too early.
public final class Later implements Runnable {
    @Override
    public void run() {}
}
