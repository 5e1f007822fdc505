package dev.fovea.insight.inspect;

import dev.fovea.nn.Network;
import dev.fovea.nn.Summary;
import dev.fovea.shape.Suggestion;
import dev.fovea.tensor.Parameter;

import java.util.ArrayList;
import java.util.List;

/// Which layers are looked at.
///
/// @param names of layers, which stand for all within them, or of parameters; empty for everything
public record Selection(List<String> names) {
    /// The names of what is not a layer's output.
    private static final List<String> ENDS = List.of("input", "logits", "probabilities");

    /// Copies the list.
    public Selection {
        names = List.copyOf(names);
    }

    /// Chooses layers.
    ///
    /// @param names of layers or parameters; empty for everything
    /// @param network has them
    /// @return the selection
    /// @throws IllegalArgumentException if the network has no layer or parameter of a name
    public static Selection of(List<String> names, Network network) {
        List<String> layers = network.summary().rows().stream().map(Summary.Row::name).toList();
        List<String> known = new ArrayList<>(layers);
        network.all().stream().map(Parameter::name).forEach(known::add);
        known.addAll(ENDS);
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "looking for the layer \""
                                + name
                                + "\": the network has none of this name"
                                + Suggestion.of(name, known)
                                + "; expected one of "
                                + String.join(", ", layers)
                                + ", or a parameter of one, like "
                                + network.all().getFirst().name());
            }
        }
        return new Selection(names);
    }

    /// Whether something is looked at.
    ///
    /// @param name of a layer or parameter
    /// @return true if it, or a layer around it, was chosen, or nothing was
    public boolean has(String name) {
        return names.isEmpty()
                || names.stream().anyMatch(chosen -> name.equals(chosen) || name.startsWith(chosen + "."));
    }

    /// {@return whether everything is looked at}
    public boolean isAll() {
        return names.isEmpty();
    }
}
