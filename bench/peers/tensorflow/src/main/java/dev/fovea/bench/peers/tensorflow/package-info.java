/// The work done by TensorFlow, as a graph: nothing is executed eagerly.
@NullMarked
package dev.fovea.bench.peers.tensorflow;

import org.jspecify.annotations.NullMarked;
