package dev.fovea.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NormalTableTest {
    /// Quantiles from SciPy 1.17 (`scipy.stats.norm.ppf`).
    @Test
    void quantilesAreThoseOfTheNormalDistribution() {
        assertEquals(-4.324919040826045, NormalTable.quantile(7.62939453125e-06), 1e-14);
        assertEquals(-3.090232306167813, NormalTable.quantile(0.001), 1e-14);
        assertEquals(-2.053748910631823, NormalTable.quantile(0.02), 1e-14);
        assertEquals(-1.4395314709384563, NormalTable.quantile(0.075), 1e-14);
        assertEquals(-0.5244005127080409, NormalTable.quantile(0.3), 1e-14);
        assertEquals(0.0, NormalTable.quantile(0.5), 1e-14);
        assertEquals(0.2533471031357997, NormalTable.quantile(0.6), 1e-14);
        assertEquals(1.4395314709384563, NormalTable.quantile(0.925), 1e-14);
        assertEquals(2.3263478740408408, NormalTable.quantile(0.99), 1e-14);
        assertEquals(4.264890793923841, NormalTable.quantile(0.99999), 1e-14);
    }

    @Test
    void theTableIsSymmetricWithMeanZeroAndDeviationOne() {
        double squares = 0;
        for (int i = 0; i < 65536; i++) {
            assertEquals(NormalTable.normal(i), -NormalTable.normal(65535 - i), 1e-6f);
            squares += (double) NormalTable.normal(i) * NormalTable.normal(i);
        }
        assertEquals(1, Math.sqrt(squares / 65536), 1e-4);
        assertEquals(NormalTable.normal(5), NormalTable.normal(5 + (7 << 16)));
    }
}
