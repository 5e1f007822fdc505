package dev.fovea.kernel.vector;

import dev.fovea.kernel.Elementwise;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.scalar.ScalarKernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// All kernels in vectors of one width. Several widths live side by side in one process.
public final class VectorKernels implements Kernels {
    private final VectorSpecies<Float> species;
    private final Elementwise elementwise;

    /// Kernels for one width.
    ///
    /// @param bits 128, 256 or 512
    public VectorKernels(int bits) {
        species = VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
        ScalarKernels scalar = new ScalarKernels();
        elementwise = new VectorElementwise(species, scalar.elementwise());
    }

    /// The widest vectors that this machine has, in bits.
    ///
    /// @return 64 where the JVM offers no vectors, else 128, 256, 512 or more
    public static int preferredBits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    @Override
    public String describe() {
        return species.vectorBitSize() + "-bit vectors";
    }

    @Override
    public Elementwise elementwise() {
        return elementwise;
    }
}
