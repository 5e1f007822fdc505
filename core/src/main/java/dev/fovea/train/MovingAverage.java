package dev.fovea.train;

/// The moving average of the batches' losses: `a = (1 - w) a + w loss`, beginning with the first loss of a run.
public final class MovingAverage implements Callback {
    private final double weight;
    private double average = Double.NaN;

    /// An average that has seen nothing.
    ///
    /// @param weight `w`, what a new loss counts, such as .01; above 0, at most 1
    /// @throws IllegalArgumentException if the weight is outside its range
    public MovingAverage(double weight) {
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException(
                    "averaging losses with the weight " + weight + "; expected above 0 and at most 1, such as 0.01");
        }
        this.weight = weight;
    }

    @Override
    public Signal on(TrainEvent event) {
        switch (event) {
            case TrainEvent.Started _ -> average = Double.NaN;
            case TrainEvent.BatchDone done ->
                    average = Double.isNaN(average) ? done.loss() : (1 - weight) * average + weight * done.loss();
            default -> {
                // The average is of batches.
            }
        }
        return Signal.GO_ON;
    }

    /// The average.
    ///
    /// @return NaN before the first batch
    public double value() {
        return average;
    }
}
