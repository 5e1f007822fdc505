/// Kernels: small loops on `float[]` and a geometry, and nothing else.
///
/// A kernel knows no layer and no tensor. It does not check, allocate or log: whoever calls it does. Every kernel
/// exists twice behind one interface: in `kernel.scalar`, written to be read, and in `kernel.vector`, written to be
/// fast. Both give the same bits (-0 and +0 are not distinguished).
///
/// **Layout.** Per-sample values live in blocks of [#LANES][dev.fovea.kernel.Kernels#LANES] samples: `[feature or
/// channel, row, column][16]`. Everything else is row-major. Many kernels serve both, with a count of lanes that is 16
/// or 1: a shared tensor is a block with one lane.
///
/// **Order of sums.** From +0 or a bias, one fused multiply-add per term in ascending (channel, row, column). Sums over
/// samples go in leaves of 64 samples (four blocks) joined by a fixed tree.
@NullMarked
package dev.fovea.kernel;

import org.jspecify.annotations.NullMarked;
