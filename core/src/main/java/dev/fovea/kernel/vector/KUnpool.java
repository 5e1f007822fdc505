package dev.fovea.kernel.vector;

import dev.fovea.kernel.Unpool;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// The vector twin of [Unpool]: four masked stores' worth of blends for each window; bound by the stores.
final class KUnpool implements Unpool {
    /// Class data.
    record Constants(VectorSpecies<Float> species) {}

    private static final VectorSpecies<Float> S =
            Specialised.constants(MethodHandles.lookup(), Constants.class).species();

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
        int width = columns * 16;
        int at = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < rows; row++) {
                row(
                        dy,
                        dyo + at,
                        index,
                        io + at,
                        width,
                        y,
                        yo + channel * imageStride + 2 * row * rowStride,
                        rowStride);
                at += width;
            }
        }
    }

    private static void row(float[] dy, int dyo, float[] index, int io, int width, float[] y, int yo, int rowStride) {
        FloatVector zero = FloatVector.zero(S);
        for (int i = 0; i < width; i += S.length()) {
            FloatVector gradient = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector winner = FloatVector.fromArray(S, index, io + i);
            int to = yo + 2 * i - (i & 15);
            zero.blend(gradient, winner.compare(VectorOperators.EQ, 0f)).intoArray(y, to);
            zero.blend(gradient, winner.compare(VectorOperators.EQ, 1f)).intoArray(y, to + 16);
            zero.blend(gradient, winner.compare(VectorOperators.EQ, 2f)).intoArray(y, to + rowStride);
            zero.blend(gradient, winner.compare(VectorOperators.EQ, 3f)).intoArray(y, to + rowStride + 16);
        }
    }
}
