package dev.fovea.kernel.vector;

import dev.fovea.kernel.WinogradTiles;

import jdk.incubator.vector.VectorSpecies;

/// Class data of Winograd's transforms.
record WinogradConstants(VectorSpecies<Float> species, WinogradTiles geometry) {}
