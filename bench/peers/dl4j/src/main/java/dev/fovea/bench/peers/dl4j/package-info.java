/// The work done by DL4J.
@NullMarked
package dev.fovea.bench.peers.dl4j;

import org.jspecify.annotations.NullMarked;
