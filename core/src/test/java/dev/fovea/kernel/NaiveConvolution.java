package dev.fovea.kernel;

import static dev.fovea.kernel.Kernels.LANES;

/// A convolution and its gradients as their formulas stand in the books, in loops over every output and every tap.
///
/// Written from the formulas, not from the kernels: it shares no geometry with them. Each term is one fused
/// multiply-add, in the order that is promised.
///
/// @param c the convolution
record NaiveConvolution(ConvolutionCase c) {
    /// `y[f, r, s] = b[f] + Σ channel, i, j: x[channel, r stride + i dilation - padding, ...] w[f, channel, i, j]`,
    /// ascending; outside the image `x` is 0.
    float[] forward(float[] x, float[] w, float[] b) {
        int rows = c.outputRows();
        int columns = c.outputColumns();
        float[] y = new float[c.filters() * rows * columns * LANES];
        for (int i = 0; i < y.length; i++) {
            int position = i / LANES;
            int filter = position / (rows * columns);
            y[i] = forward(x, w, b[filter], filter, position / columns % rows, position % columns, i % LANES);
        }
        return y;
    }

    private float forward(float[] x, float[] w, float bias, int filter, int row, int column, int lane) {
        float sum = bias;
        int at = filter * c.taps();
        for (int channel = 0; channel < c.channels(); channel++) {
            for (int i = 0; i < c.window().kernelRows(); i++) {
                for (int j = 0; j < c.window().kernelColumns(); j++) {
                    int r = c.inputRow(row, i);
                    int s = c.inputColumn(column, j);
                    boolean inside = r >= 0 && r < c.rows() && s >= 0 && s < c.columns();
                    float value = inside ? x[((channel * c.rows() + r) * c.columns() + s) * LANES + lane] : 0;
                    sum = Math.fma(value, w[at], sum);
                    at++;
                }
            }
        }
        return sum;
    }

    /// The gradient of the input: a sum over the filters and taps, ascending, whose output lies where this pixel is
    /// read.
    float[] inputGradient(float[] dy, float[] w) {
        float[] dx = new float[c.channels() * c.rows() * c.columns() * LANES];
        for (int i = 0; i < dx.length; i++) {
            int pixel = i / LANES;
            int channel = pixel / (c.rows() * c.columns());
            dx[i] = inputGradient(dy, w, channel, pixel / c.columns() % c.rows(), pixel % c.columns(), i % LANES);
        }
        return dx;
    }

    private float inputGradient(float[] dy, float[] w, int channel, int row, int column, int lane) {
        int rows = c.outputRows();
        int columns = c.outputColumns();
        float sum = 0;
        for (int filter = 0; filter < c.filters(); filter++) {
            for (int i = 0; i < c.window().kernelRows(); i++) {
                for (int j = 0; j < c.window().kernelColumns(); j++) {
                    int r = reader(row - c.inputRow(0, i), c.window().strideRows(), rows);
                    int s = reader(column - c.inputColumn(0, j), c.window().strideColumns(), columns);
                    if (r >= 0 && s >= 0) {
                        int tap =
                                ((filter * c.channels() + channel) * c.window().kernelRows() + i)
                                                * c.window().kernelColumns()
                                        + j;
                        sum = Math.fma(dy[((filter * rows + r) * columns + s) * LANES + lane], w[tap], sum);
                    }
                }
            }
        }
        return sum;
    }

    /// The output position whose tap lies `distance` pixels from that of position 0, or -1.
    private static int reader(int distance, int stride, int positions) {
        return distance >= 0 && distance % stride == 0 && distance / stride < positions ? distance / stride : -1;
    }

    /// Adds to `sums`, `[filter][tap][16]`, the products of this block, each lane for itself: positions ascending.
    void addWeightGradient(float[] x, float[] dy, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            int weight = i / LANES;
            int filter = weight / c.taps();
            int tap = weight % c.taps();
            for (int row = 0; row < c.outputRows(); row++) {
                for (int column = 0; column < c.outputColumns(); column++) {
                    int position = (filter * c.outputRows() + row) * c.outputColumns() + column;
                    float gradient = dy[position * LANES + i % LANES];
                    sums[i] = Math.fma(pixel(x, tap, row, column, i % LANES), gradient, sums[i]);
                }
            }
        }
    }

    private float pixel(float[] x, int tap, int row, int column, int lane) {
        int kernel = c.window().kernelRows() * c.window().kernelColumns();
        int r = c.inputRow(row, tap % kernel / c.window().kernelColumns());
        int s = c.inputColumn(column, tap % c.window().kernelColumns());
        boolean inside = r >= 0 && r < c.rows() && s >= 0 && s < c.columns();
        return inside ? x[((tap / kernel * c.rows() + r) * c.columns() + s) * LANES + lane] : 0;
    }
}
