package dev.fovea.cli;

import java.util.Locale;

/// One line that shows how far a training is.
final class ProgressBar {
    private static final int WIDEST = 40;
    private static final int NARROWEST = 8;

    private ProgressBar() {}

    /// Where a training is.
    ///
    /// @param head what it is in the middle of
    /// @param part how much of that is done, from 0 to 1
    /// @param imagesPerSecond how fast it goes
    /// @param secondsLeft until the whole training is done
    /// @param loss the moving average
    record State(String head, double part, double imagesPerSecond, double secondsLeft, double loss) {}

    /// The line, filled up to the width, or without a bar where there is no room.
    static String line(State state, int width) {
        String tail =
                String.format(
                        Locale.ROOT,
                        "%3.0f %%  %,.0f images/s  %s left  loss %.4f",
                        100 * state.part,
                        state.imagesPerSecond,
                        time(state.secondsLeft),
                        state.loss);
        int room = Math.min(WIDEST, width - state.head.length() - tail.length() - 4);
        String bar = "";
        if (room >= NARROWEST) {
            int done = (int) Math.round(state.part * room);
            bar = "[" + "=".repeat(done) + " ".repeat(room - done) + "] ";
        }
        String line = state.head + " " + bar + tail;
        return line.length() > width ? line.substring(0, Math.max(0, width)) : line + " ".repeat(width - line.length());
    }

    /// Minutes and seconds, with hours where there are any.
    static String time(double seconds) {
        long whole = (long) Math.min(seconds, 359_999);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
