/// The scalar twins: each operation's one expression, in plain Java, bit for bit what `kernel.vector` computes.
@NullMarked
package dev.fovea.kernel.scalar;

import org.jspecify.annotations.NullMarked;
