/// The reference device: every operation in double precision, row-major, by plain loops written to be read.
///
/// It says what each operation means. Gradients are checked on it, other devices are compared with it, and that it is a
/// device at all proves the seam.
@NullMarked
package dev.fovea.reference;

import org.jspecify.annotations.NullMarked;
