package dev.fovea.kernel.vector;

import dev.fovea.kernel.WinogradTiles;

import jdk.incubator.vector.VectorSpecies;

/// Class data of Winograd's transforms.
///
/// @param manyRegisters whether there are 32 vector registers, not 16
record WinogradConstants(VectorSpecies<Float> species, WinogradTiles geometry, boolean manyRegisters) {}
