package dev.fovea.kernel.scalar;

import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.Unpool;

/// The scalar twin of [Unpool].
final class ScalarUnpool implements Unpool {
    @Override
    public void run(
            float[] dy,
            int dyo,
            float[] index,
            int io,
            int channels,
            int rows,
            int columns,
            float[] y,
            int yo,
            int rowStride,
            int imageStride) {
        int at = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < rows; row++) {
                int yi = yo + channel * imageStride + 2 * row * rowStride;
                for (int i = 0; i < columns * Kernels.LANES; i++) {
                    int to = yi + i / Kernels.LANES * 2 * Kernels.LANES + i % Kernels.LANES;
                    float gradient = dy[dyo + at];
                    float winner = index[io + at];
                    y[to] = winner == 0 ? gradient : 0;
                    y[to + Kernels.LANES] = winner == 1 ? gradient : 0;
                    y[to + rowStride] = winner == 2 ? gradient : 0;
                    y[to + rowStride + Kernels.LANES] = winner == 3 ? gradient : 0;
                    at++;
                }
            }
        }
    }
}
