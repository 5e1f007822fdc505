/// The command `fovea`: one class per command, each parsing its arguments and delegating to the libraries.
///
/// Data goes to standard output, progress and notes to standard error. The exit code is 0 when the work is done, 1 when
/// it failed and 2 when the request or an input was wrong.
@NullMarked
package dev.fovea.cli;

import org.jspecify.annotations.NullMarked;
