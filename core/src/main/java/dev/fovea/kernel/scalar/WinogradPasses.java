package dev.fovea.kernel.scalar;

import dev.fovea.kernel.WinogradFilter;

/// The four one-dimensional transforms of [WinogradFilter], of one lane: the expressions that define every pass of
/// [dev.fovea.kernel.WinogradKernel].
final class WinogradPasses {
    private final int tile;
    private final int pairs;
    private final float[] point;
    private final float[] all;
    private final float[][] others;
    private final float[][] power;

    WinogradPasses(WinogradFilter filter) {
        tile = filter.tile();
        pairs = filter.pairs();
        point = new float[pairs];
        all = new float[pairs];
        others = new float[pairs][pairs];
        power = new float[pairs][tile];
        for (int pair = 0; pair < pairs; pair++) {
            point[pair] = filter.point(pair);
            all[pair] = filter.all(pair);
            for (int j = 0; j < pairs; j++) {
                others[pair][j] = filter.others(pair, j);
            }
            for (int k = 0; k < tile; k++) {
                power[pair][k] = filter.power(pair, k);
            }
        }
    }

    /// `B^T d`
    void expandInput(float[] d, int at, int stride, float[] v, int to, int step) {
        int even = at + 2 * pairs * stride;
        float first = d[even];
        float last = d[even + stride];
        for (int j = 0; j < pairs; j++) {
            first = Fma.of(d[at + 2 * j * stride], all[j], first);
            last = Fma.of(d[at + (2 * j + 1) * stride], all[j], last);
        }
        v[to] = first;
        v[to + (2 * pairs + 1) * step] = last;
        for (int pair = 0; pair < pairs; pair++) {
            float evens = d[even];
            float odds = d[even - stride];
            for (int j = 0; j < pairs - 1; j++) {
                evens = Fma.of(d[at + (2 * j + 2) * stride], others[pair][j], evens);
                odds = Fma.of(d[at + (2 * j + 1) * stride], others[pair][j], odds);
            }
            v[to + (2 * pair + 1) * step] = Fma.of(odds, point[pair], evens);
            v[to + (2 * pair + 2) * step] = Fma.of(odds, -point[pair], evens);
        }
    }

    /// `B n`
    void contractInput(float[] n, int at, int stride, float[] x, int to) {
        float first = n[at];
        float last = n[at + (2 * pairs + 1) * stride];
        for (int j = 0; j < pairs; j++) {
            x[to + 2 * j] = first * all[j];
            x[to + 2 * j + 1] = last * all[j];
        }
        x[to + 2 * pairs] = first;
        x[to + 2 * pairs + 1] = last;
        for (int pair = 0; pair < pairs; pair++) {
            float plus = n[at + (2 * pair + 1) * stride];
            float minus = n[at + (2 * pair + 2) * stride];
            float sum = plus + minus;
            float difference = (plus - minus) * point[pair];
            for (int j = 0; j < pairs - 1; j++) {
                x[to + 2 * j + 2] = Fma.of(sum, others[pair][j], x[to + 2 * j + 2]);
                x[to + 2 * j + 1] = Fma.of(difference, others[pair][j], x[to + 2 * j + 1]);
            }
            x[to + 2 * pairs] += sum;
            x[to + 2 * pairs - 1] += difference;
        }
    }

    /// `A^T m`
    void contractOutput(float[] m, int at, int stride, float[] y, int to, int step) {
        int end = to + (tile - 1) * step;
        y[to] = m[at];
        y[end] = m[at + (2 * pairs + 1) * stride];
        for (int pair = 0; pair < pairs; pair++) {
            float plus = m[at + (2 * pair + 1) * stride];
            float minus = m[at + (2 * pair + 2) * stride];
            float sum = plus + minus;
            float difference = plus - minus;
            y[to] += sum;
            for (int k = 1; k < tile - 1; k++) {
                float term = k % 2 == 0 ? sum : difference;
                int i = to + k * step;
                y[i] = pair == 0 ? term * power[pair][k] : Fma.of(term, power[pair][k], y[i]);
            }
            y[end] = Fma.of(difference, power[pair][tile - 1], y[end]);
        }
    }

    /// `A y`
    void expandOutput(float[] y, int at, int stride, float[] z, int to, int step) {
        z[to] = y[at];
        z[to + (2 * pairs + 1) * step] = y[at + (tile - 1) * stride];
        for (int pair = 0; pair < pairs; pair++) {
            float evens = y[at];
            float odds = y[at + stride] * point[pair];
            for (int k = 2; k < tile; k += 2) {
                evens = Fma.of(y[at + k * stride], power[pair][k], evens);
                odds = Fma.of(y[at + (k + 1) * stride], power[pair][k + 1], odds);
            }
            z[to + (2 * pair + 1) * step] = evens + odds;
            z[to + (2 * pair + 2) * step] = evens - odds;
        }
    }
}
