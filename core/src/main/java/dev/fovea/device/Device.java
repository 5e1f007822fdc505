package dev.fovea.device;

import dev.fovea.tensor.Graph;

/// Something that computes.
public interface Device {
    /// Compiles a graph. What is compiled depends on the graph alone: not on values, nor on who asks.
    ///
    /// @param graph the operations
    /// @return the program
    Program compile(Graph graph);

    /// The device in words, for people.
    ///
    /// @return one line
    String describe();
}
