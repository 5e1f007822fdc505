package dev.fovea.kernel.vector;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.Pooling;
import dev.fovea.kernel.PoolingGeometry;
import dev.fovea.shape.Window;

import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// [Pooling] in vectors: channels and output rows here, a row of windows in the kernel.
final class VectorPooling implements Pooling {
    private final MaximumRows maximum;
    private final MaximumRows maximumTwoByTwo;
    private final AverageRows average;

    VectorPooling(VectorSpecies<Float> species) {
        maximum = Specialised.load(MaximumRows.class, KMaximumPooling.class, species);
        maximumTwoByTwo = Specialised.load(MaximumRows.class, KMaximumPoolingTwoByTwo.class, species);
        average = Specialised.load(AverageRows.class, KAveragePooling.class, species);
    }

    /// Maxima of one row of windows. Image offsets are those of tap (0, 0) of the row's first window, which may lie in
    /// the padding; the rows of taps from `r0` to `r1 - 1` lie on the image.
    interface MaximumRows {
        /// Values and numbers of the winning taps.
        void maximum(float[] x, int xo, float[] y, int yo, float[] taps, int to, PoolingGeometry g, int r0, int r1);

        /// Values only.
        void maximum(float[] x, int xo, float[] y, int yo, PoolingGeometry g, int r0, int r1);

        /// Adds the row's `dy` to the winners.
        void maximumGradient(
                float[] dy, int dyo, float[] taps, int to, float[] dx, int dxo, PoolingGeometry g, int r0, int r1);
    }

    /// Means of one row of windows, offsets as in [MaximumRows].
    interface AverageRows {
        /// Means.
        void average(float[] x, int xo, float[] y, int yo, PoolingGeometry g, int r0, int r1);

        /// Adds the row's share to all pixels.
        void averageGradient(float[] dy, int dyo, float[] dx, int dxo, PoolingGeometry g, int r0, int r1);
    }

    private MaximumRows kernel(PoolingGeometry geometry) {
        return geometry.isTwoByTwo() ? maximumTwoByTwo : maximum;
    }

    private static int top(PoolingGeometry g, int row) {
        return row * g.window().strideRows() - g.window().paddingTop();
    }

    private static int firstTap(PoolingGeometry g, int row) {
        return PoolingGeometry.firstTap(top(g, row), g.window().dilationRows());
    }

    private static int endTap(PoolingGeometry g, int row) {
        Window w = g.window();
        return PoolingGeometry.endTap(top(g, row), w.dilationRows(), w.kernelRows(), g.rows());
    }

    /// Where tap (0, 0) of the first window of an output row lies.
    private static int corner(PoolingGeometry g, int channel, int row) {
        return ((channel * g.rows() + top(g, row)) * g.columns() - g.window().paddingLeft()) * LANES;
    }

    @Override
    public void maximum(PoolingGeometry g, float[] x, int xo, float[] y, int yo, float[] taps, int to) {
        MaximumRows kernel = kernel(g);
        int outputRows = g.outputRows();
        int size = g.outputColumns() * LANES;
        for (int channel = 0; channel < g.channels(); channel++) {
            for (int row = 0; row < outputRows; row++) {
                int at = (channel * outputRows + row) * size;
                int corner = xo + corner(g, channel, row);
                kernel.maximum(x, corner, y, yo + at, taps, to + at, g, firstTap(g, row), endTap(g, row));
            }
        }
    }

    @Override
    public void maximum(PoolingGeometry g, float[] x, int xo, float[] y, int yo) {
        MaximumRows kernel = kernel(g);
        int outputRows = g.outputRows();
        int size = g.outputColumns() * LANES;
        for (int channel = 0; channel < g.channels(); channel++) {
            for (int row = 0; row < outputRows; row++) {
                int at = (channel * outputRows + row) * size;
                int corner = xo + corner(g, channel, row);
                kernel.maximum(x, corner, y, yo + at, g, firstTap(g, row), endTap(g, row));
            }
        }
    }

    @Override
    public void maximumGradient(PoolingGeometry g, float[] dy, int dyo, float[] taps, int to, float[] dx, int dxo) {
        MaximumRows kernel = kernel(g);
        int outputRows = g.outputRows();
        int size = g.outputColumns() * LANES;
        clear(g, dx, dxo);
        for (int channel = 0; channel < g.channels(); channel++) {
            for (int row = 0; row < outputRows; row++) {
                int at = (channel * outputRows + row) * size;
                int corner = dxo + corner(g, channel, row);
                kernel.maximumGradient(dy, dyo + at, taps, to + at, dx, corner, g, firstTap(g, row), endTap(g, row));
            }
        }
    }

    @Override
    public void average(PoolingGeometry g, float[] x, int xo, float[] y, int yo) {
        int outputRows = g.outputRows();
        int size = g.outputColumns() * LANES;
        for (int channel = 0; channel < g.channels(); channel++) {
            for (int row = 0; row < outputRows; row++) {
                int at = (channel * outputRows + row) * size;
                int corner = xo + corner(g, channel, row);
                average.average(x, corner, y, yo + at, g, firstTap(g, row), endTap(g, row));
            }
        }
    }

    @Override
    public void averageGradient(PoolingGeometry g, float[] dy, int dyo, float[] dx, int dxo) {
        int outputRows = g.outputRows();
        int size = g.outputColumns() * LANES;
        Arrays.fill(dx, dxo, dxo + g.channels() * g.rows() * g.columns() * LANES, 0f);
        for (int channel = 0; channel < g.channels(); channel++) {
            for (int row = 0; row < outputRows; row++) {
                int at = (channel * outputRows + row) * size;
                int corner = dxo + corner(g, channel, row);
                average.averageGradient(dy, dyo + at, dx, corner, g, firstTap(g, row), endTap(g, row));
            }
        }
    }

    /// The kernel of 2 x 2 windows writes whole windows; what they leave out is a last odd row or column.
    private static void clear(PoolingGeometry g, float[] dx, int dxo) {
        if (!g.isTwoByTwo() || g.rows() % 2 != 0 || g.columns() % 2 != 0) {
            Arrays.fill(dx, dxo, dxo + g.channels() * g.rows() * g.columns() * LANES, 0f);
        }
    }
}
