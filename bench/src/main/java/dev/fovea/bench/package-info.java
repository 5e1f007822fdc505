/// Benchmarks: of single kernels with JMH, and of whole processes.
@NullMarked
package dev.fovea.bench;

import org.jspecify.annotations.NullMarked;
