/// Devices compile graphs to programs; the engine keeps programs and runs them.
@NullMarked
package dev.fovea.device;

import org.jspecify.annotations.NullMarked;
