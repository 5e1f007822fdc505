@NullMarked
package dev.fovea.bench.pairs;

import org.jspecify.annotations.NullMarked;
