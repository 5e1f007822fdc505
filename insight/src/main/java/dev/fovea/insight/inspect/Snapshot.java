package dev.fovea.insight.inspect;

import dev.fovea.nn.Network;

/// A network at one time.
///
/// @param label what it is called in tables and over pictures, like `epoch 19`
/// @param mark a short mark behind the names of lines, like the `19` of `mean19`; empty where there is only one
/// @param network its parameters
public record Snapshot(String label, String mark, Network network) {}
