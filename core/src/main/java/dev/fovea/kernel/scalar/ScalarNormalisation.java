package dev.fovea.kernel.scalar;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.Normalisation;

/// Batch normalisation, value by value.
final class ScalarNormalisation implements Normalisation {
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
        for (int channel = 0; channel < channels; channel++) {
            float m = mean[mo + channel];
            for (int lane = 0; lane < LANES; lane++) {
                float sum = 0f;
                for (int sample = lane; sample < samples; sample += LANES) {
                    int at = base + sample / LANES * stride + channel * pixels * LANES + lane;
                    for (int pixel = 0; pixel < pixels; pixel++) {
                        float d = x[at + pixel * LANES] - m;
                        sum = Fma.of(d, d, sum);
                    }
                }
                lanes[lo + channel * LANES + lane] = sum;
            }
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
        for (int channel = 0; channel < channels; channel++) {
            float m = mean[mo + channel];
            float inverse = inverseDeviation[io + channel];
            float scale = gamma[go + channel];
            float shift = beta[bo + channel];
            int from = channel * pixels * LANES;
            for (int i = from; i < from + pixels * LANES; i++) {
                y[yo + i] = Fma.of((x[xo + i] - m) * inverse, scale, shift);
            }
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
        for (int channel = 0; channel < blocks * LANES; channel++) {
            float m = mean[mo + channel];
            float inverse = inverseDeviation[io + channel];
            float scale = gamma[go + channel];
            float shift = beta[bo + channel];
            int from = channel / LANES * pixels * LANES + channel % LANES;
            for (int i = from; i < from + pixels * LANES; i += LANES) {
                y[yo + i] = Fma.of((x[xo + i] - m) * inverse, scale, shift);
            }
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
        for (int channel = 0; channel < channels; channel++) {
            float m = mean[mo + channel];
            float inverse = inverseDeviation[io + channel];
            for (int lane = 0; lane < LANES; lane++) {
                float products = 0f;
                float sum = 0f;
                for (int sample = lane; sample < samples; sample += LANES) {
                    int at = sample / LANES * stride + channel * pixels * LANES + lane;
                    for (int pixel = 0; pixel < pixels; pixel++) {
                        float h = (x[base + at + pixel * LANES] - m) * inverse;
                        float d = dy[dyBase + at + pixel * LANES];
                        products = Fma.of(d, h, products);
                        sum += d;
                    }
                }
                lanes[lo + channel * LANES + lane] = products;
                lanes[lo + (channels + channel) * LANES + lane] = sum;
            }
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
        for (int channel = 0; channel < channels; channel++) {
            float m = mean[mo + channel];
            float inverse = inverseDeviation[io + channel];
            float scale = gamma[go + channel] * inverse;
            float first = meanDy[so + channel];
            float second = meanDyH[ho + channel];
            int from = channel * pixels * LANES;
            for (int i = from; i < from + pixels * LANES; i++) {
                float h = (x[xo + i] - m) * inverse;
                dx[dxo + i] = scale * Fma.of(-h, second, dy[dyo + i] - first);
            }
        }
    }
}
