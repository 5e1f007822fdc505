package dev.fovea.kernel.scalar;

import dev.fovea.kernel.WinogradFilter;
import dev.fovea.kernel.WinogradWeights;

/// [WinogradWeights] in plain loops over neighbouring weights: the compiler turns them into vectors without changing a
/// bit.
final class ScalarWinogradWeights implements WinogradWeights {
    /// Weights that are transformed together.
    private static final int CHUNK = 64;

    private final int taps;
    private final int points;
    private final int pairs;
    private final float zeroScale;
    private final float[] point;
    private final float[] square;
    private final float[] scale;

    /// The transform of a filter.
    ScalarWinogradWeights(WinogradFilter filter) {
        taps = filter.taps();
        pairs = filter.pairs();
        points = 2 * pairs + 2;
        zeroScale = filter.zeroScale();
        point = new float[pairs];
        square = new float[pairs];
        scale = new float[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            point[pair] = filter.point(pair);
            square[pair] = filter.power(pair, 2);
            scale[pair] = filter.scale(pair);
        }
    }

    @Override
    public int scratch() {
        return (taps * taps + points * taps + 2) * CHUNK;
    }

    @Override
    public void transform(float[] w, int wo, int count, int from, int to, float[] u, int uo, float[] scratch, int so) {
        int half = so + taps * taps * CHUNK;
        int row = taps * CHUNK;
        for (int first = from; first < to; first += CHUNK) {
            int length = Math.min(CHUNK, to - first);
            for (int tap = 0; tap < taps * taps; tap++) {
                gather(w, wo + first * taps * taps + tap, taps * taps, scratch, so + tap * CHUNK, length);
            }
            for (int column = 0; column < taps; column++) {
                expand(scratch, so + column * CHUNK, row, scratch, half + column * CHUNK, row, scratch, so, length);
            }
            for (int i = 0; i < points; i++) {
                expand(scratch, half + i * row, CHUNK, u, uo + i * points * count + first, count, scratch, so, length);
            }
        }
    }

    @Override
    public void gradient(
            float[] u, int uo, int count, int from, int to, float[] w, int wo, int stride, float[] scratch, int so) {
        int half = so + taps * taps * CHUNK;
        int row = taps * CHUNK;
        for (int first = from; first < to; first += CHUNK) {
            int length = Math.min(CHUNK, to - first);
            for (int i = 0; i < points; i++) {
                contract(
                        u, uo + i * points * count + first, count, scratch, half + i * row, CHUNK, scratch, so, length);
            }
            for (int column = 0; column < taps; column++) {
                contract(scratch, half + column * CHUNK, row, scratch, so + column * CHUNK, row, scratch, so, length);
            }
            for (int tap = 0; tap < taps * taps; tap++) {
                scatter(scratch, so + tap * CHUNK, w, wo + first * stride + tap, stride, length);
            }
        }
    }

    private static void gather(float[] w, int wo, int stride, float[] g, int go, int length) {
        for (int i = 0; i < length; i++) {
            g[go + i] = w[wo + i * stride];
        }
    }

    private static void scatter(float[] g, int go, float[] w, int wo, int stride, int length) {
        for (int i = 0; i < length; i++) {
            w[wo + i * stride] = g[go + i];
        }
    }

    /// `G g`: for a pair, even and odd terms by Horner's rule.
    private void expand(
            float[] g, int go, int step, float[] u, int uo, int stride, float[] scratch, int so, int length) {
        int even = so + (taps * taps + points * taps) * CHUNK;
        int odd = even + CHUNK;
        int last = taps - 1;
        scale(g, go, zeroScale, u, uo, length);
        for (int pair = 0; pair < pairs; pair++) {
            System.arraycopy(g, go + last * step, scratch, even, length);
            System.arraycopy(g, go + (last - 1) * step, scratch, odd, length);
            for (int k = last - 2; k >= 0; k -= 2) {
                horner(scratch, even, square[pair], g, go + k * step, length);
                if (k > 0) {
                    horner(scratch, odd, square[pair], g, go + (k - 1) * step, length);
                }
            }
            both(
                    scratch,
                    even,
                    odd,
                    point[pair],
                    scale[pair],
                    u,
                    uo + (2 * pair + 1) * stride,
                    uo + (2 * pair + 2) * stride,
                    length);
        }
        System.arraycopy(g, go + last * step, u, uo + (points - 1) * stride, length);
    }

    private static void scale(float[] g, int go, float scale, float[] u, int uo, int length) {
        for (int i = 0; i < length; i++) {
            u[uo + i] = g[go + i] * scale;
        }
    }

    private static void horner(float[] sum, int at, float square, float[] g, int go, int length) {
        for (int i = 0; i < length; i++) {
            sum[at + i] = Fma.of(sum[at + i], square, g[go + i]);
        }
    }

    private static void both(
            float[] s, int even, int odd, float point, float scale, float[] u, int plus, int minus, int length) {
        for (int i = 0; i < length; i++) {
            float oddSum = s[odd + i] * point;
            float evenSum = s[even + i];
            u[plus + i] = (evenSum + oddSum) * scale;
            u[minus + i] = (evenSum - oddSum) * scale;
        }
    }

    /// `G^T u`: the scaled sums and differences of all pairs, times the squares of their points for each further two
    /// taps.
    private void contract(
            float[] u, int uo, int step, float[] g, int go, int stride, float[] scratch, int so, int length) {
        int even = so + (taps * taps + points * taps) * CHUNK;
        int odd = even + CHUNK;
        int last = taps - 1;
        scale(u, uo, zeroScale, g, go, length);
        for (int pair = 0; pair < pairs; pair++) {
            apart(
                    u,
                    uo + (2 * pair + 1) * step,
                    uo + (2 * pair + 2) * step,
                    point[pair],
                    scale[pair],
                    scratch,
                    even,
                    odd,
                    length);
            float power = 1;
            for (int k = 0; k <= last; k += 2) {
                add(scratch, even, power, g, go + k * stride, pair > 0 || k == 0, length);
                if (k < last) {
                    add(scratch, odd, power, g, go + (k + 1) * stride, pair > 0, length);
                }
                power *= square[pair];
            }
        }
        add(u, uo + (points - 1) * step, 1, g, go + last * stride, true, length);
    }

    private static void apart(
            float[] u, int plus, int minus, float point, float scale, float[] s, int even, int odd, int length) {
        for (int i = 0; i < length; i++) {
            s[even + i] = (u[plus + i] + u[minus + i]) * scale;
            s[odd + i] = (u[plus + i] - u[minus + i]) * scale * point;
        }
    }

    private static void add(float[] s, int so, float factor, float[] g, int go, boolean toSum, int length) {
        if (!toSum) {
            scale(s, so, factor, g, go, length);
            return;
        }
        for (int i = 0; i < length; i++) {
            g[go + i] = Fma.of(s[so + i], factor, g[go + i]);
        }
    }
}
