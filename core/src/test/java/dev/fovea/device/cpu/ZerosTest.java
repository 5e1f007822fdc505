package dev.fovea.device.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

class ZerosTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 2500})
    void fillWritesZerosInItsRangeAndNothingElse(int length) {
        float[] expected = new float[3000];
        Arrays.fill(expected, 1);
        float[] actual = expected.clone();
        Arrays.fill(expected, 7, 7 + length, 0);
        Zeros.fill(actual, 7, 7 + length);
        assertArrayEquals(expected, actual, 0);
    }

    @Test
    void whatIsNoRangeIsRefusedBeforeAnythingIsWritten() {
        float[] ones = {1, 1, 1};
        assertThrows(IndexOutOfBoundsException.class, () -> Zeros.fill(ones, 1, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> Zeros.fill(ones, 2, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> Zeros.fill(ones, -1, 1));
        assertArrayEquals(new float[] {1, 1, 1}, ones, 0);
    }
}
