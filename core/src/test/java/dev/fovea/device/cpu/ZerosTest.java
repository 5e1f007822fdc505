package dev.fovea.device.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

class ZerosTest {
    @ParameterizedTest
    @ValueSource(ints = {-2, 0, 1, 1023, 1024, 1025, 2500})
    void fillWritesZerosInItsRangeAndNothingElse(int length) {
        float[] expected = new float[3000];
        Arrays.fill(expected, 1);
        float[] actual = expected.clone();
        Arrays.fill(expected, 7, 7 + Math.max(0, length), 0);
        Zeros.fill(actual, 7, 7 + length);
        assertArrayEquals(expected, actual, 0);
        assertThrows(IndexOutOfBoundsException.class, () -> Zeros.fill(actual, 2900, 3001));
    }
}
