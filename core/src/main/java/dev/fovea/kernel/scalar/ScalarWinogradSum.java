package dev.fovea.kernel.scalar;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.WinogradSum;
import dev.fovea.kernel.WinogradSumKernel;
import dev.fovea.kernel.WinogradTiles;

/// The scalar twin of [WinogradSum].
final class ScalarWinogradSum implements WinogradSumKernel {
    private final WinogradSum g;

    ScalarWinogradSum(WinogradSum geometry) {
        g = geometry;
    }

    @Override
    public int channels() {
        return g.tiles().channels();
    }

    @Override
    public void add(float[] z, int zo, float[] v, int vo, float[] sums, int so) {
        WinogradTiles gradients = g.gradients();
        int zTile = gradients.tileStride(gradients.filters());
        int vTile = g.tiles().tileStride(channels());
        int filters = g.filters();
        for (int i = 0; i < channels() * filters; i++) {
            float sum = sums[so + i];
            for (int term = 0; term < g.tiles().tileColumns() * LANES; term++) {
                int tile = term / LANES;
                int sample = term % LANES;
                float value = v[vo + tile * vTile + i / filters * LANES + sample];
                sum = Fma.of(value, z[zo + tile * zTile + sample * filters + i % filters], sum);
            }
            sums[so + i] = sum + 0f;
        }
    }
}
