package dev.fovea.train;

import dev.fovea.data.Dataset;
import dev.fovea.model.Json;
import dev.fovea.model.ModelException;
import dev.fovea.model.ModelFile;
import dev.fovea.model.SafetensorsWriter;
import dev.fovea.optim.ScheduleMemory;
import dev.fovea.tensor.Parameter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes and reads all state of a training.
///
/// Where weights are averaged, the averages have the parameters' names, as they are the model; what is trained is under
/// `training/`.
final class Checkpoint {
    private static final String TRAINED = "training/";

    private Checkpoint() {}

    static void write(Training training, Path file) throws IOException {
        Trainer trainer = training.trainer();
        Dataset data = trainer.loader().data();
        Map<String, String> metadata = ModelFile.describe(training.model(), trainer.preparation(), data.classNames());
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("name", data.name());
        source.put("samples", data.size());
        source.put("sha256", data.hash());
        metadata.put("data", Json.of(source).toString());
        metadata.put("training", state(training).toString());
        List<Parameter> all = new ArrayList<>(training.model().all());
        all.addAll(training.optimiserState().parameters());
        List<SafetensorsWriter.Source> sources = new ArrayList<>(ModelFile.sources(all));
        if (training.isAveraging()) {
            for (Parameter parameter : training.network().all()) {
                sources.add(
                        new SafetensorsWriter.Source(TRAINED + parameter.name(), parameter.shape(), parameter.array()));
            }
        }
        SafetensorsWriter.write(file, metadata, sources);
    }

    private static Json state(Training training) {
        ScheduleMemory memory = training.memory();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("epoch", training.epoch());
        state.put("step", training.step());
        state.put("epochs", training.trainer().epochs());
        state.put("options", training.trainer().options());
        state.put("best", Double.isNaN(memory.best()) ? new Json.Null() : memory.best());
        state.put("epochs_without", memory.epochsWithout());
        state.put("reductions", memory.reductions());
        state.put("history", training.history().stream().map(EpochMetrics::toJson).toList());
        return Json.of(state);
    }

    static void restore(Training training, Path file) throws IOException {
        ModelFile model = ModelFile.read(file);
        String what = "going on from " + file + ": ";
        try {
            check(training, model, what);
            Json state = model.json("training");
            List<Parameter> all = new ArrayList<>(training.model().all());
            all.addAll(training.optimiserState().parameters());
            List<Parameter> trained = training.isAveraging() ? training.network().all() : List.of();
            List<Parameter> renamed =
                    trained.stream().map(p -> Parameter.zeros(TRAINED + p.name(), p.shape())).toList();
            all.addAll(renamed);
            model.restore(all);
            for (int i = 0; i < trained.size(); i++) {
                trained.get(i).set(renamed.get(i).array());
            }
            Json best = state.get("best");
            ScheduleMemory memory =
                    new ScheduleMemory(
                            best instanceof Json.Null ? Double.NaN : best.asDouble(),
                            state.get("epochs_without").asInt(),
                            state.get("reductions").asInt());
            training.restore(
                    state.get("epoch").asInt(),
                    state.get("step").asLong(),
                    memory,
                    state.get("history").items().stream().map(EpochMetrics::of).toList());
        } catch (IllegalArgumentException wrong) {
            throw new ModelException(what + wrong.getMessage(), wrong);
        }
    }

    private static void check(Training training, ModelFile model, String what) throws ModelException {
        Trainer trainer = training.trainer();
        String numerics = model.metadata().getOrDefault("numerics", "none");
        same(what + "arithmetic", numerics, String.valueOf(ModelFile.NUMERICS), "the version of fovea that began it");
        Dataset data = trainer.loader().data();
        same(what + "data (SHA-256)", model.json("data").get("sha256").asText(), data.hash(), "the same samples");
        same(
                what + "seed",
                model.metadata().getOrDefault("seed", "none"),
                String.valueOf(training.network().seed()),
                "");
        Json state = model.json("training");
        same(what + "options", state.get("options").asText(), trainer.options(), "the same options");
    }

    private static void same(String what, String there, String here, String expected) throws ModelException {
        if (!there.equals(here)) {
            throw new ModelException(
                    what
                            + " there: "
                            + there
                            + "; here: "
                            + here
                            + "; expected "
                            + (expected.isEmpty() ? "the same" : expected)
                            + ", because otherwise it would not be the same training");
        }
    }
}
