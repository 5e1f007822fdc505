/// Run files, run folders and tables: what the command line and its siblings share.
///
/// A run file (YAML) says all of a training: data, preparation, network, optimiser, schedule, callbacks, seed. The
/// default run and every recipe are run files; an option of the command line sets a key of one.
@NullMarked
package dev.fovea.run;

import org.jspecify.annotations.NullMarked;
