@NullMarked
package dev.fovea.bench.peers;

import org.jspecify.annotations.NullMarked;
