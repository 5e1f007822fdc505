package dev.fovea.nn;

import dev.fovea.tensor.Tensor;

/// What one layer of a network gave in a pass.
///
/// @param name the layer's name in the network, like `conv1` or `residual1.conv2`
/// @param layer the layer
/// @param output its output
public record LayerOutput(String name, Layer layer, Tensor output) {}
