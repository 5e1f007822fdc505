package dev.fovea.nn;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Layers as a plain tree of lists, maps, strings and numbers, as run files and checkpoints keep them, and back.
///
/// ```
/// [{"conv": {"filters": 20, "kernel": 5}}, "tanh", {"maxPool": 2}, "flatten", {"dense": 500}, "tanh", {"dense": 10}]
/// ```
///
/// Options that have their usual values are left out. A network may also be named: see [NamedNetwork].
public final class NetworkDescription {
    private static final String PLACE = "network";

    private NetworkDescription() {}

    /// The sorts of layers that can be described.
    ///
    /// @return in the order of the documentation
    public static List<LayerKind> kinds() {
        return LayerKinds.ALL;
    }

    /// Reads layers, or the name of a network with 10 classes.
    ///
    /// @param tree a list of layers, or a name
    /// @return the layers
    /// @throws DescriptionException naming the place, like `network[2].conv.kernel`, if something is wrong
    public static List<Layer> read(@Nullable Object tree) {
        return read(tree, NamedNetwork.CLASSES);
    }

    /// Reads layers, or the name of a network.
    ///
    /// @param tree a list of layers, or a name
    /// @param classes outputs of a named network
    /// @return the layers
    /// @throws DescriptionException naming the place, like `network[2].conv.kernel`, if something is wrong
    public static List<Layer> read(@Nullable Object tree, int classes) {
        Description description = Description.of(PLACE, tree);
        if (tree instanceof String) {
            String name = description.choice(PLACE, NamedNetwork.names()).word();
            return NamedNetwork.of(name).layers(classes);
        }
        if (!description.isList() || description.list().isEmpty()) {
            throw description.wrong("a list of layers, or one of " + String.join(", ", NamedNetwork.names()));
        }
        return LayerReader.layers(description);
    }

    /// Checks the description of an initialiser, as a layer's `weight` and `bias` take it.
    ///
    /// @param tree a word, or a map of a word to options
    /// @return the tree
    /// @throws DescriptionException naming the place if something is wrong
    public static Object checkInitialiser(@Nullable Object tree) {
        return InitialiserDescription.write(InitialiserDescription.read(Description.of("initialiser", tree)));
    }

    /// Writes layers.
    ///
    /// @param layers the layers
    /// @return a list that [#read] turns into equal layers
    /// @throws IllegalArgumentException if a layer cannot be described: a [Lambda], or one that is not of this package
    public static List<Object> write(List<Layer> layers) {
        return LayerWriter.layers(PLACE, layers);
    }
}
