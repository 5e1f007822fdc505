/// The processor: blocks of samples, phases, kernels, threads.
///
/// A [graph][dev.fovea.tensor.Graph] is [lowered][dev.fovea.device.cpu.Lowering] to steps on values in one of two
/// layouts, the steps are [scheduled][dev.fovea.device.cpu.Schedule] into phases, the values
/// [placed][dev.fovea.device.cpu.Placement] in one array, and [executed][dev.fovea.device.cpu.Execution] by
/// [workers][dev.fovea.device.cpu.Workers].
@NullMarked
package dev.fovea.device.cpu;

import org.jspecify.annotations.NullMarked;
