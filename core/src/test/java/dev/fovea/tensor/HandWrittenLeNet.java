package dev.fovea.tensor;

import java.util.List;

/// LeNet, its loss and its gradients, in double precision and by hand: it knows no tensor, no graph and no rule of
/// differentiation.
///
/// Convolution 5x5 to `A` maps, tanh, 2x2 max pooling; convolution 5x5 to `B` maps, tanh, pooling; dense to `D`, tanh;
/// dense to 10; mean cross-entropy. Images are 28x28.
final class HandWrittenLeNet {
    private static final int CLASSES = 10;

    private final int a;
    private final int b;
    private final int d;
    private final List<double[]> weights;
    private final List<double[]> gradients;
    private double loss;

    /// @param sizes `A`, `B`, `D`
    /// @param weights kernel and bias of each layer, row-major
    HandWrittenLeNet(int[] sizes, List<double[]> weights) {
        this.a = sizes[0];
        this.b = sizes[1];
        this.d = sizes[2];
        this.weights = weights;
        this.gradients = weights.stream().map(w -> new double[w.length]).toList();
    }

    double loss() {
        return loss;
    }

    List<double[]> gradients() {
        return gradients;
    }

    /// Adds one image's part of the mean loss and of the gradients.
    void add(double[] image, int label, int batch) {
        double[] t1 = tanh(convolution(image, 1, 28, weights.get(0), weights.get(1), a));
        int[] i1 = winners(t1, a, 24);
        double[] p1 = take(t1, i1);
        double[] t2 = tanh(convolution(p1, a, 12, weights.get(2), weights.get(3), b));
        int[] i2 = winners(t2, b, 8);
        double[] p2 = take(t2, i2);
        double[] h = tanh(dense(p2, weights.get(4), weights.get(5), d));
        double[] logits = dense(h, weights.get(6), weights.get(7), CLASSES);

        double[] dLogits = probabilities(logits);
        loss -= StrictMath.log(dLogits[label]) / batch;
        dLogits[label] -= 1;
        for (int k = 0; k < CLASSES; k++) {
            dLogits[k] /= batch;
        }
        double[] dH = throughTanh(denseGradient(h, dLogits, 6), h);
        double[] dT2 = throughTanh(put(denseGradient(p2, dH, 4), i2, t2.length), t2);
        double[] dT1 = throughTanh(put(convolutionGradient(p1, a, 12, dT2, b, 2), i1, t1.length), t1);
        convolutionGradient(image, 1, 28, dT1, a, 0);
    }

    private static double[] convolution(double[] x, int channels, int size, double[] w, double[] bias, int filters) {
        int out = size - 4;
        double[] y = new double[filters * out * out];
        for (int f = 0; f < filters; f++) {
            for (int r = 0; r < out; r++) {
                for (int q = 0; q < out; q++) {
                    double sum = bias[f];
                    for (int c = 0; c < channels; c++) {
                        for (int i = 0; i < 5; i++) {
                            for (int j = 0; j < 5; j++) {
                                sum += w[((f * channels + c) * 5 + i) * 5 + j] * x[(c * size + r + i) * size + q + j];
                            }
                        }
                    }
                    y[(f * out + r) * out + q] = sum;
                }
            }
        }
        return y;
    }

    /// Adds to the gradients of kernel and bias (places `at` and `at + 1`) and answers that of `x`.
    private double[] convolutionGradient(double[] x, int channels, int size, double[] dy, int filters, int at) {
        int out = size - 4;
        double[] dx = new double[x.length];
        for (int f = 0; f < filters; f++) {
            for (int r = 0; r < out; r++) {
                for (int q = 0; q < out; q++) {
                    double g = dy[(f * out + r) * out + q];
                    gradients.get(at + 1)[f] += g;
                    for (int c = 0; c < channels; c++) {
                        for (int i = 0; i < 5; i++) {
                            for (int j = 0; j < 5; j++) {
                                int weight = ((f * channels + c) * 5 + i) * 5 + j;
                                int pixel = (c * size + r + i) * size + q + j;
                                gradients.get(at)[weight] += g * x[pixel];
                                dx[pixel] += g * weights.get(at)[weight];
                            }
                        }
                    }
                }
            }
        }
        return dx;
    }

    private static double[] dense(double[] x, double[] w, double[] bias, int outputs) {
        double[] y = bias.clone();
        for (int o = 0; o < outputs; o++) {
            for (int k = 0; k < x.length; k++) {
                y[o] += w[o * x.length + k] * x[k];
            }
        }
        return y;
    }

    private double[] denseGradient(double[] x, double[] dy, int at) {
        double[] dx = new double[x.length];
        for (int o = 0; o < dy.length; o++) {
            gradients.get(at + 1)[o] += dy[o];
            for (int k = 0; k < x.length; k++) {
                gradients.get(at)[o * x.length + k] += dy[o] * x[k];
                dx[k] += dy[o] * weights.get(at)[o * x.length + k];
            }
        }
        return dx;
    }

    private static double[] tanh(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = StrictMath.tanh(x[i]);
        }
        return y;
    }

    private static double[] throughTanh(double[] dy, double[] y) {
        double[] dx = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            dx[i] = dy[i] * (1 - y[i] * y[i]);
        }
        return dx;
    }

    /// The pixel that each 2x2 window takes.
    private static int[] winners(double[] x, int channels, int size) {
        int half = size / 2;
        int[] winners = new int[channels * half * half];
        for (int w = 0; w < winners.length; w++) {
            int corner = (w / half / half * size + w / half % half * 2) * size + w % half * 2;
            int best = corner;
            for (int pixel : new int[] {corner + 1, corner + size, corner + size + 1}) {
                best = x[pixel] > x[best] ? pixel : best;
            }
            winners[w] = best;
        }
        return winners;
    }

    private static double[] take(double[] x, int[] places) {
        double[] y = new double[places.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = x[places[i]];
        }
        return y;
    }

    private static double[] put(double[] dy, int[] places, int size) {
        double[] dx = new double[size];
        for (int i = 0; i < dy.length; i++) {
            dx[places[i]] += dy[i];
        }
        return dx;
    }

    private static double[] probabilities(double[] logits) {
        double sum = 0;
        double[] p = new double[logits.length];
        for (int k = 0; k < p.length; k++) {
            p[k] = StrictMath.exp(logits[k]);
            sum += p[k];
        }
        for (int k = 0; k < p.length; k++) {
            p[k] /= sum;
        }
        return p;
    }
}
