package dev.fovea.model;

import dev.fovea.nn.Layer;
import dev.fovea.nn.Network;
import dev.fovea.nn.NetworkDescription;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Parameter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A model on disk: a safetensors file with a tensor for each parameter, and in its header the network, the preparation
/// and the labels as JSON.
///
/// | text in the header | holds |
/// |---|---|
/// | `fovea` | the version of this form: 1 |
/// | `numerics` | the version of the arithmetic: 3 |
/// | `network` | the layers, as in a run file, and the shape of a sample |
/// | `preparation` | how pictures become inputs |
/// | `labels` | the names of the classes |
/// | `seed` | of the parameters' first values and of dropout |
/// | `data` | what it was trained on, with the SHA-256 of the pixels and labels |
/// | `training` | what a training needs to go on |
///
/// @param metadata the texts
/// @param tensors by name
public record ModelFile(Map<String, String> metadata, Map<String, StoredTensor> tensors) {
    /// The form that is written, and the only one that is read.
    public static final int FORMAT = 1;

    /// The arithmetic: which algorithm each geometry takes, so which bits come out. It changes when a table of
    /// algorithms does.
    public static final int NUMERICS = 4;

    /// Checks the form.
    ///
    /// @throws IllegalArgumentException if it is another
    public ModelFile {
        String format = metadata.get("fovea");
        if (!String.valueOf(FORMAT).equals(format)) {
            throw new IllegalArgumentException(
                    format == null
                            ? "it has no text \"fovea\" in its header, so it is a safetensors file of others; expected a"
                                    + " checkpoint that fovea train wrote"
                            : "it has the form " + format + "; expected " + FORMAT + "; use the version that wrote it");
        }
    }

    /// The texts that describe a network in use.
    ///
    /// @param network the network
    /// @param preparation makes its inputs
    /// @param labels the names of the classes
    /// @return texts by name, to which others may be added
    public static Map<String, String> describe(Network network, Preparation preparation, List<String> labels) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("fovea", String.valueOf(FORMAT));
        texts.put("numerics", String.valueOf(NUMERICS));
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("sample", network.sampleShape().toArray());
        description.put("layers", NetworkDescription.write(network.layers()));
        texts.put("network", Json.of(description).toString());
        texts.put("preparation", preparation.toJson().toString());
        texts.put("labels", Json.of(labels).toString());
        texts.put("seed", String.valueOf(network.seed()));
        return texts;
    }

    /// Parameters as they are to be written.
    ///
    /// @param parameters the parameters
    /// @return under their names; their arrays are not copied
    public static List<SafetensorsWriter.Source> sources(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> new SafetensorsWriter.Source(parameter.name(), parameter.shape(), parameter.array()))
                .toList();
    }

    /// Reads a file.
    ///
    /// @param file a checkpoint
    /// @return its contents
    /// @throws ModelException if it is damaged or of another kind
    /// @throws IOException if it cannot be read
    public static ModelFile read(Path file) throws IOException {
        Safetensors read = Safetensors.read(file);
        try {
            return new ModelFile(read.metadata(), read.tensors());
        } catch (IllegalArgumentException wrong) {
            throw new ModelException("reading the model " + file + ": " + wrong.getMessage(), wrong);
        }
    }

    /// A text of the header as JSON.
    ///
    /// @param name the text's name
    /// @return its value
    /// @throws ModelException if it is missing or no JSON
    public Json json(String name) throws ModelException {
        String text = metadata.get(name);
        if (text == null) {
            throw new ModelException(
                    "reading a model: its header has no text \"" + name + "\"; it has " + metadata.keySet());
        }
        try {
            return Json.parse(text);
        } catch (JsonException wrong) {
            throw new ModelException("reading a model, \"" + name + "\" in its header: " + wrong.getMessage(), wrong);
        }
    }

    /// The network with its values.
    ///
    /// @param engine computes
    /// @return a new network
    /// @throws ModelException if its description is wrong or a tensor is missing
    public Network network(Engine engine) throws ModelException {
        Network network;
        try {
            Json description = json("network");
            int[] sample = description.get("sample").items().stream().mapToInt(Json::asInt).toArray();
            List<Layer> layers = NetworkDescription.read(description.get("layers").plain());
            network = Network.blank(Shape.of(sample), Long.parseLong(metadata.getOrDefault("seed", "0")), layers);
        } catch (IllegalArgumentException wrong) {
            throw new ModelException("reading a model, its network: " + wrong.getMessage(), wrong);
        }
        Network placed = network.on(engine);
        restore(placed.all());
        return placed;
    }

    /// Gives parameters the values of the tensors of their names.
    ///
    /// @param parameters what is set
    /// @throws ModelException if one is missing or has another shape; then none is set
    public void restore(List<Parameter> parameters) throws ModelException {
        List<String> missing = new ArrayList<>();
        for (Parameter parameter : parameters) {
            StoredTensor tensor = tensors.get(parameter.name());
            if (tensor == null) {
                missing.add(parameter.name() + " " + parameter.shape());
            } else if (!tensor.shape().equals(parameter.shape())) {
                missing.add(parameter.name() + " " + parameter.shape() + " (there it is " + tensor.shape() + ")");
            }
        }
        if (!missing.isEmpty()) {
            throw new ModelException(
                    "reading a model: it lacks the tensors "
                            + String.join(", ", missing)
                            + "; it has "
                            + tensors.keySet()
                            + "; expected the checkpoint of the same network");
        }
        for (Parameter parameter : parameters) {
            parameter.set(Objects.requireNonNull(tensors.get(parameter.name())).values());
        }
    }

    /// How pictures become inputs.
    ///
    /// @return the preparation
    /// @throws ModelException if it is missing or wrong
    public Preparation preparation() throws ModelException {
        try {
            return Preparation.of(json("preparation"));
        } catch (IllegalArgumentException wrong) {
            throw new ModelException("reading a model, its preparation: " + wrong.getMessage(), wrong);
        }
    }

    /// The names of the classes.
    ///
    /// @return by class number
    /// @throws ModelException if they are missing or wrong
    public List<String> labels() throws ModelException {
        try {
            return json("labels").items().stream().map(Json::asText).toList();
        } catch (JsonException wrong) {
            throw new ModelException("reading a model, its labels: " + wrong.getMessage(), wrong);
        }
    }
}
