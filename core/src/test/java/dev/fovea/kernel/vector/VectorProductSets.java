package dev.fovea.kernel.vector;

import dev.fovea.kernel.Products;
import dev.fovea.kernel.scalar.ScalarKernels;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import java.util.LinkedHashMap;
import java.util.Map;

/// Every form of the vector kernels for sums of products that this machine can run.
public final class VectorProductSets {
    private VectorProductSets() {}

    /// All widths, each with the tiles for 16 and for 32 registers, by a name for people. With 512 bits there are 32.
    public static Map<String, Products> all() {
        Products scalar = new ScalarKernels().products();
        Map<String, Products> sets = new LinkedHashMap<>();
        for (int bits = 128; bits <= 512 && bits <= VectorKernels.preferredBits(); bits *= 2) {
            VectorSpecies<Float> species = VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
            Transposition transposition = Transposition.of(species);
            if (bits < 512) {
                sets.put(bits + " bits, 16 registers", new VectorProducts(species, transposition, scalar, false));
            }
            sets.put(bits + " bits, 32 registers", new VectorProducts(species, transposition, scalar, true));
        }
        return sets;
    }
}
