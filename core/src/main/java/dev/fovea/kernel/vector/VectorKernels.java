package dev.fovea.kernel.vector;

import dev.fovea.kernel.BlockSum;
import dev.fovea.kernel.Copy;
import dev.fovea.kernel.Dropout;
import dev.fovea.kernel.Elementwise;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.Normalisation;
import dev.fovea.kernel.OptimiserKernels;
import dev.fovea.kernel.Peak;
import dev.fovea.kernel.Pooling;
import dev.fovea.kernel.Products;
import dev.fovea.kernel.Reduction;
import dev.fovea.kernel.Softmax;
import dev.fovea.kernel.scalar.ScalarKernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// All kernels in vectors of one width. Several widths live side by side in one process.
public final class VectorKernels implements Kernels {
    private final VectorSpecies<Float> species;
    private final Elementwise elementwise;
    private final Products products;
    private final Pooling pooling;
    private final Softmax softmax;
    private final Dropout dropout;
    private final OptimiserKernels optimiser;
    private final Normalisation normalisation;
    private final Reduction reduction;
    private final Copy copy;
    private final BlockSum blockSum;
    private final ScalarKernels scalar = new ScalarKernels();

    /// Kernels for one width.
    ///
    /// @param bits 128, 256 or 512
    public VectorKernels(int bits) {
        species = VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
        Transposition transposition = Transposition.of(species);
        elementwise = new VectorElementwise(species, scalar.elementwise());
        products = new VectorProducts(species, transposition, scalar.products());
        pooling = new VectorPooling(species);
        softmax = new VectorSoftmax(species, scalar.softmax());
        dropout = new VectorDropout(species);
        optimiser = new VectorOptimiserKernels(species, scalar.optimiser());
        normalisation = new VectorNormalisation(species);
        reduction = new VectorReduction(species, scalar.reduction());
        copy = new VectorCopy(species, transposition, scalar.copy());
        blockSum = new VectorBlockSum(species, scalar.blockSum());
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

    @Override
    public Products products() {
        return products;
    }

    @Override
    public Copy copy() {
        return copy;
    }

    @Override
    public Pooling pooling() {
        return pooling;
    }

    @Override
    public Softmax softmax() {
        return softmax;
    }

    @Override
    public BlockSum blockSum() {
        return blockSum;
    }

    @Override
    public Reduction reduction() {
        return reduction;
    }

    @Override
    public Normalisation normalisation() {
        return normalisation;
    }

    @Override
    public OptimiserKernels optimiser() {
        return optimiser;
    }

    @Override
    public Dropout dropout() {
        return dropout;
    }

    @Override
    public Peak.Loop peak() {
        return new VectorPeak(species.vectorBitSize());
    }
}
