package dev.fovea.nn;

import dev.fovea.shape.ShapeException;
import dev.fovea.tensor.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// `body(x) + x`, or `body(x) + shortcut(x)` where shapes change on the way. Source: K. He et al., *Deep Residual
/// Learning for Image Recognition*, CVPR 2016.
///
/// Layers of the body are named `residual1.conv1`, those of the shortcut `residual1.shortcut.conv1`.
///
/// @param body what is computed
/// @param shortcut what is added; null for the input itself
public record Residual(Layer body, @Nullable Layer shortcut) implements Layer {
    /// {@return `body(x) + x`}
    ///
    /// @param body layers one after the other
    public static Residual of(Layer... body) {
        return new Residual(Chain.of(body), null);
    }

    /// {@return this with layers on the way around the body}
    public Residual withShortcut(Layer... around) {
        return new Residual(body, Chain.of(around));
    }

    @Override
    public Tensor forward(Tensor x, Scope scope) {
        Tensor computed = scope.apply(body, x);
        Tensor around = shortcut == null ? x : scope.in("shortcut").apply(shortcut, x);
        if (!computed.shape().equals(around.shape())) {
            throw new ShapeException(
                    "residual",
                    List.of(computed.shape(), around.shape()),
                    "expected body and shortcut to give one shape"
                            + (shortcut == null ? "; give the residual a shortcut, like a convolution of 1x1" : ""));
        }
        return computed.add(around);
    }

    @Override
    public String kind() {
        return "residual";
    }

    @Override
    public String toString() {
        return "Residual" + (shortcut == null ? "" : " with shortcut");
    }
}
