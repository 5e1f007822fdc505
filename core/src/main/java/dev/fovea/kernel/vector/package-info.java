/// The kernels on the Vector API (`jdk.incubator.vector`). Nothing outside this package names a vector type; it is
/// loaded by name, at one point, and only where the module is there.
@NullMarked
package dev.fovea.kernel.vector;

import org.jspecify.annotations.NullMarked;
