/// Counter-based random numbers: a number is a function of its address, never of the calls made before it.
///
/// Everything random in a run (the order of an epoch, a dropout mask, an initial weight) is one word of
/// [dev.fovea.random.Philox], addressed by seed, [purpose][dev.fovea.random.Purpose], site, epoch, sample and element.
/// So a run can be resumed at any epoch, a mask can be computed again instead of being stored, and any thread or
/// machine may compute any part with the same bits.
///
/// Random access goes through [dev.fovea.random.Philox]; code that draws one thing after another uses the cursor
/// [dev.fovea.random.Stream]; orders of samples come from [dev.fovea.random.Permutation].
@NullMarked
package dev.fovea.random;

import org.jspecify.annotations.NullMarked;
