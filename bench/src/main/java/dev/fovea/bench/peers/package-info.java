/// Fovea beside other engines doing the same work: `bench/run`, see `bench/README.md`.
///
/// A *work* is a network, an optimiser, a batch size and data. A *side* is an engine that does it in a process of its
/// own, and prints what it measured as lines of JSON. The *conductor* starts the sides alternately, keeps the lines and
/// makes the tables.
@NullMarked
package dev.fovea.bench.peers;

import org.jspecify.annotations.NullMarked;
