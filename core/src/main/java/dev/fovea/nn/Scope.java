package dev.fovea.nn;

import dev.fovea.shape.Shape;
import dev.fovea.tensor.Tensor;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a [Layer] gets in one pass through a network, under its own name: parameters, states, mode, random keys.
public final class Scope {
    private final ForwardPass pass;
    private final String path;
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    Scope(ForwardPass pass, String path) {
        this.pass = pass;
        this.path = path;
    }

    /// Values that are trained.
    ///
    /// @param name unique in the layer, like `weight`
    /// @param shape the shape
    /// @param initialiser the values it starts with
    /// @return the present values
    /// @throws IllegalStateException if the layer asks for other parameters than in the network's first pass
    public Tensor parameter(String name, Shape shape, Initialiser initialiser) {
        return pass.parameter(named(name), shape, initialiser);
    }

    /// Values that are kept and not trained, like running statistics.
    ///
    /// @param name unique in the layer, like `mean`
    /// @param shape the shape
    /// @param value what every element starts with
    /// @return the present values
    /// @throws IllegalStateException if the layer asks for other states than in the network's first pass
    public Tensor state(String name, Shape shape, float value) {
        return pass.state(named(name), shape, value);
    }

    /// Collects an update of a state: it is made when the caller of the pass runs its updates.
    ///
    /// @param name the name of a [#state] of this layer
    /// @param next the values to come
    /// @throws IllegalStateException if the layer has no such state
    public void update(String name, Tensor next) {
        pass.update(named(name), next);
    }

    /// Whether this pass is for training: dropout drops, batch normalisation takes the batch's statistics.
    ///
    /// @return false for prediction
    public boolean isTraining() {
        return pass.isTraining();
    }

    /// The number of each sample in the data set, which random masks are keyed by.
    ///
    /// @return `[N]`
    /// @throws IllegalStateException in prediction
    public Tensor samples() {
        return pass.samples();
    }

    /// A key for [Tensor#dropout], different at each call of a pass and from epoch to epoch.
    ///
    /// @return `[6]`
    /// @throws IllegalStateException in prediction
    public Tensor randomKey() {
        return pass.randomKey();
    }

    /// Applies a layer within this one, under the next name of its kind: `residual1.conv2`.
    ///
    /// A [Chain] has no name of its own: its layers are named as if they stood here.
    ///
    /// @param layer the inner layer
    /// @param x its input
    /// @return its output
    public Tensor apply(Layer layer, Tensor x) {
        if (layer instanceof Chain) {
            return layer.forward(x, this);
        }
        Scope inner = in(layer.kind() + counts.merge(layer.kind(), 1, Integer::sum));
        return pass.apply(layer, x, inner, inner.path);
    }

    /// A scope within this one: `in("shortcut")` gives names like `residual1.shortcut.conv1`.
    ///
    /// @param name unique in this scope
    /// @return the inner scope
    public Scope in(String name) {
        return new Scope(pass, named(name));
    }

    private String named(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
