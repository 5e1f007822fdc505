package dev.fovea.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("everywhere")
class PeakTest {
    private static final Kernels KERNELS = KernelSelection.select("auto").kernels();

    @Test
    void measuresAPlausiblePeak() throws InterruptedException {
        var peak = Peak.measure(KERNELS, 1);
        assertThat(peak.threads()).isEqualTo(1);
        assertThat(peak.vectorBits()).isIn(32, 128, 256, 512);
        assertThat(peak.gigaflops()).isBetween(0.5, 1000.0);
    }

    @Test
    void refusesToMeasureWithoutThreads() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Peak.measure(KERNELS, 0))
                .withMessage("measuring the peak: got 0 threads, expected at least 1");
    }
}
