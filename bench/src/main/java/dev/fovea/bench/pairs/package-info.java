/// Builds of Fovea beside each other in one process, step by step in turn: `bench/pairs`, see `bench/README.md`.
@NullMarked
package dev.fovea.bench.pairs;

import org.jspecify.annotations.NullMarked;
