package dev.fovea.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PeakTest {
    @Test
    void measuresAPlausiblePeak() throws InterruptedException {
        var peak = Peak.measure(1);
        assertThat(peak.threads()).isEqualTo(1);
        assertThat(peak.vectorBits()).isIn(32, 128, 256, 512);
        assertThat(peak.gigaflops()).isBetween(0.5, 1000.0);
    }

    @Test
    void refusesToMeasureWithoutThreads() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Peak.measure(0))
                .withMessage("measuring the peak: got 0 threads, expected at least 1");
    }
}
