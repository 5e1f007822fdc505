/// Shapes and sliding windows, their rules, and the errors they raise.
@NullMarked
package dev.fovea.shape;

import org.jspecify.annotations.NullMarked;
