package dev.fovea.train;

import dev.fovea.model.Json;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/// What is known about an epoch when it is done: one line of `metrics.jsonl`.
///
/// Losses are means over samples; those of training come from the passes that trained, so they belong to weights that
/// changed from batch to batch.
///
/// @param epoch counted from 1; 0 is before any training
/// @param training loss and accuracy on the training samples; null for epoch 0
/// @param evaluation loss and accuracy on the evaluation set; null without one
/// @param learningRate that of the last step; 0 for epoch 0
/// @param seconds the training loop alone
/// @param samples how many samples were trained on
public record EpochMetrics(
        int epoch,
        @Nullable Score training,
        @Nullable Score evaluation,
        double learningRate,
        double seconds,
        long samples) {
    /// Loss and accuracy.
    ///
    /// @param loss mean cross-entropy
    /// @param accuracy from 0 to 1
    public record Score(double loss, double accuracy) {}

    /// How fast it went.
    ///
    /// @return training samples a second; 0 where no time was taken
    public double imagesPerSecond() {
        return seconds > 0 ? samples / seconds : 0;
    }

    /// The accuracy that counts: of the evaluation where there is one, else of training.
    ///
    /// @return from 0 to 1, or NaN where there is neither
    public double accuracy() {
        Score score = evaluation == null ? training : evaluation;
        return score == null ? Double.NaN : score.accuracy();
    }

    /// The line of `metrics.jsonl`; epoch 0 carries `"event": "untrained"`.
    ///
    /// @return an object
    public Json toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (epoch == 0) {
            json.put("event", "untrained");
        }
        json.put("epoch", epoch);
        if (epoch > 0) {
            put(json, "train", training);
        }
        put(json, "eval", evaluation);
        if (epoch > 0) {
            json.put("learning_rate", learningRate);
            json.put("seconds", seconds);
            json.put("images_per_second", imagesPerSecond());
            json.put("images", samples);
        }
        return Json.of(json);
    }

    /// Reads what [#toJson] wrote.
    ///
    /// @param json an object
    /// @return the metrics
    /// @throws IllegalArgumentException if something is missing or wrong
    public static EpochMetrics of(Json json) {
        int epoch = json.get("epoch").asInt();
        Score evaluation = score(json, "eval");
        return epoch == 0
                ? new EpochMetrics(0, null, evaluation, 0, 0, 0)
                : new EpochMetrics(
                        epoch,
                        score(json, "train"),
                        evaluation,
                        json.get("learning_rate").asDouble(),
                        json.get("seconds").asDouble(),
                        json.get("images").asLong());
    }

    private static void put(Map<String, @Nullable Object> json, String what, @Nullable Score score) {
        json.put(what + "_loss", score == null ? null : finite(score.loss));
        json.put(what + "_accuracy", score == null ? null : finite(score.accuracy));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static @Nullable Score score(Json json, String what) {
        Json accuracy = json.find(what + "_accuracy");
        if (accuracy == null || accuracy instanceof Json.Null) {
            return null;
        }
        Json loss = json.get(what + "_loss");
        return new Score(loss instanceof Json.Null ? Double.NaN : loss.asDouble(), accuracy.asDouble());
    }
}
