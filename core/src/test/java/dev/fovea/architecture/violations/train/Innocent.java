package dev.fovea.architecture.violations.train;

import java.util.LinkedHashMap;

/// Does what is allowed.
public final class Innocent implements Runnable {
    private static final float[] TABLE = {1f, 2f};

    @Override
    public void run() {
        var known = new LinkedHashMap<String, Integer>();
        known.put("a", Math.max(1, 2) + (int) StrictMath.exp(TABLE[0]));
        System.getLogger("innocent").log(System.Logger.Level.DEBUG, known + " at " + System.nanoTime());
    }
}
