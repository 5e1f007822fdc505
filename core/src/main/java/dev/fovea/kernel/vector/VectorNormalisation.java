package dev.fovea.kernel.vector;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.Normalisation;

import jdk.incubator.vector.VectorSpecies;

/// [Normalisation] in vectors, channel by channel.
final class VectorNormalisation implements Normalisation {
    private final Channels kernel;

    VectorNormalisation(VectorSpecies<Float> species) {
        kernel = Specialised.load(Channels.class, KNormalisation.class, species);
    }

    /// One channel, `pixels` vectors of 16; its statistics are numbers.
    interface Channels {
        /// Over `blocks` blocks, of which the last has `live` samples.
        void squaredDeviations(
                float[] x, int xo, int stride, int blocks, int live, int pixels, float mean, float[] lanes, int lo);

        void normalise(
                float[] x, int xo, int size, float mean, float inverse, float gamma, float beta, float[] y, int yo);

        /// `y = fma(h, gamma, beta)` of sixteen channels, which are the lanes.
        void normaliseLanes(
                float[] x,
                int xo,
                int pixels,
                float[] mean,
                int mo,
                float[] inverse,
                int io,
                float[] gamma,
                int go,
                float[] beta,
                int bo,
                float[] y,
                int yo);

        /// Over `blocks` blocks, of which the last has `live` samples; the sums of products go to `lo`, those of `dy`
        /// to `so`.
        void gradientSums(
                float[] dy,
                int dyo,
                float[] x,
                int xo,
                int stride,
                int blocks,
                int live,
                int pixels,
                float mean,
                float inverse,
                float[] lanes,
                int lo,
                int so);

        void inputGradient(
                float[] dy,
                int dyo,
                float[] x,
                int xo,
                int size,
                float mean,
                float inverse,
                float scale,
                float meanDy,
                float meanDyH,
                float[] dx,
                int dxo);
    }

    private static int blocks(int samples) {
        return (samples + LANES - 1) / LANES;
    }

    private static int live(int samples) {
        return samples - (blocks(samples) - 1) * LANES;
    }

    @Override
    public void squaredDeviations(
            float[] x,
            int base,
            int stride,
            int samples,
            int channels,
            int pixels,
            float[] mean,
            int mo,
            float[] lanes,
            int lo) {
        for (int c = 0; c < channels; c++) {
            int at = base + c * pixels * LANES;
            kernel.squaredDeviations(
                    x, at, stride, blocks(samples), live(samples), pixels, mean[mo + c], lanes, lo + c * LANES);
        }
    }

    @Override
    public void normalise(
            float[] x,
            int xo,
            int channels,
            int pixels,
            float[] mean,
            int mo,
            float[] inverseDeviation,
            int io,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            float[] y,
            int yo) {
        int size = pixels * LANES;
        for (int c = 0; c < channels; c++) {
            kernel.normalise(
                    x,
                    xo + c * size,
                    size,
                    mean[mo + c],
                    inverseDeviation[io + c],
                    gamma[go + c],
                    beta[bo + c],
                    y,
                    yo + c * size);
        }
    }

    @Override
    public void normaliseLanes(
            float[] x,
            int xo,
            int blocks,
            int pixels,
            float[] mean,
            int mo,
            float[] inverseDeviation,
            int io,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            float[] y,
            int yo) {
        for (int block = 0; block < blocks; block++) {
            int at = block * LANES;
            kernel.normaliseLanes(
                    x,
                    xo + at * pixels,
                    pixels,
                    mean,
                    mo + at,
                    inverseDeviation,
                    io + at,
                    gamma,
                    go + at,
                    beta,
                    bo + at,
                    y,
                    yo + at * pixels);
        }
    }

    @Override
    public void gradientSums(
            float[] dy,
            int dyBase,
            float[] x,
            int base,
            int stride,
            int samples,
            int channels,
            int pixels,
            float[] mean,
            int mo,
            float[] inverseDeviation,
            int io,
            float[] lanes,
            int lo) {
        for (int c = 0; c < channels; c++) {
            int at = c * pixels * LANES;
            kernel.gradientSums(
                    dy,
                    dyBase + at,
                    x,
                    base + at,
                    stride,
                    blocks(samples),
                    live(samples),
                    pixels,
                    mean[mo + c],
                    inverseDeviation[io + c],
                    lanes,
                    lo + c * LANES,
                    lo + (channels + c) * LANES);
        }
    }

    @Override
    public void inputGradient(
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            int channels,
            int pixels,
            float[] mean,
            int mo,
            float[] inverseDeviation,
            int io,
            float[] gamma,
            int go,
            float[] meanDy,
            int so,
            float[] meanDyH,
            int ho,
            float[] dx,
            int dxo) {
        int size = pixels * LANES;
        for (int c = 0; c < channels; c++) {
            float inverse = inverseDeviation[io + c];
            kernel.inputGradient(
                    dy,
                    dyo + c * size,
                    x,
                    xo + c * size,
                    size,
                    mean[mo + c],
                    inverse,
                    gamma[go + c] * inverse,
                    meanDy[so + c],
                    meanDyH[ho + c],
                    dx,
                    dxo + c * size);
        }
    }
}
