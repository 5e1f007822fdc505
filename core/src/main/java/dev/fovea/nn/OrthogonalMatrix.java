package dev.fovea.nn;

import dev.fovea.random.Stream;

/// Random matrices with orthogonal rows or columns.
final class OrthogonalMatrix {
    private OrthogonalMatrix() {}

    /// Draws one.
    ///
    /// Normal vectors go through the Gram-Schmidt process, each twice, which keeps them orthogonal to the last bits (W.
    /// Kahan's "twice is enough"; B. Parlett, *The Symmetric Eigenvalue Problem*, 1980, section 6.9). Dividing by a
    /// positive length makes `R` of the QR decomposition positive on its diagonal, so all matrices are equally likely.
    ///
    /// @param rows rows
    /// @param columns columns
    /// @param gain the length of each vector
    /// @param stream random numbers
    /// @return row-major
    static float[] draw(int rows, int columns, double gain, Stream stream) {
        int count = Math.min(rows, columns);
        double[][] vectors = new double[count][Math.max(rows, columns)];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < vectors[i].length; k++) {
                vectors[i][k] = stream.nextNormal();
            }
            subtractProjections(vectors, i);
            subtractProjections(vectors, i);
            scale(vectors[i], 1 / StrictMath.sqrt(product(vectors[i], vectors[i])));
        }
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double value = rows <= columns ? vectors[row][column] : vectors[column][row];
                values[row * columns + column] = (float) (gain * value);
            }
        }
        return values;
    }

    private static void subtractProjections(double[][] vectors, int i) {
        for (int j = 0; j < i; j++) {
            double projection = product(vectors[j], vectors[i]);
            for (int k = 0; k < vectors[i].length; k++) {
                vectors[i][k] -= projection * vectors[j][k];
            }
        }
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static void scale(double[] vector, double factor) {
        for (int k = 0; k < vector.length; k++) {
            vector[k] *= factor;
        }
    }
}
