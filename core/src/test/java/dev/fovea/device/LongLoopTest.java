package dev.fovea.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Gradients;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// A loop written by hand pays for its graph once, and keeps nothing from step to step.
class LongLoopTest {
    private static final int STEPS = 100_000;

    private final Device device = new CpuDevice(KernelSelection.select("scalar").kernels(), 1);

    @Test
    void manyStepsTakeNoMoreMemoryThanFewAndAChangingRateIsCompiledOnce() {
        StandardEngine engine = new StandardEngine(device);
        Parameter weight = Parameter.of("weight", Shape.of(2, 1), .5f, -.5f).on(engine);
        float average = 0;
        long early = 0;
        for (int step = 0; step < STEPS; step++) {
            Tensor x = Tensor.samples(Shape.of(2, 2), 1, step % 7, 2, step % 5);
            Tensor loss = x.matmul(weight.tensor()).subtract(1).square().sum();
            Tensor gradient = Gradients.of(loss, weight.tensor());
            float rate = .001f / (1 + step);
            engine.run(List.of(loss), List.of(weight.assign(weight.tensor().subtract(gradient.multiply(rate)))));
            average = .99f * average + .01f * loss.item();
            if (step == STEPS / 10) {
                early = used();
            }
        }
        long late = used();
        assertEquals(1, engine.compiled());
        assertEquals(STEPS, weight.version());
        assertTrue(average > 0);
        // A kilobyte a step would be 90 MB.
        assertTrue(late - early < 8_000_000, "grew by " + (late - early) + " bytes in 90,000 steps");
    }

    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }

    @Test
    void aShapeThatChangesInEveryStepIsReported() {
        Messages messages = new Messages();
        StandardEngine engine = new StandardEngine(device, messages);
        for (int size = 1; size <= 128; size++) {
            Tensor.of(new float[size]).on(engine).square().value();
        }
        assertEquals(128, engine.compiled());
        assertEquals(
                List.of(
                        "compiled 128 programs, the last of 2 operations with inputs [[128]]: a shape or an attribute changes"
                                + " from run to run; pad batches to one size, and pass numbers that change as Tensor.scalar"),
                messages.texts);
    }

    /// A log that remembers.
    private static final class Messages implements System.Logger {
        private final List<String> texts = new ArrayList<>();

        @Override
        public String getName() {
            return "messages";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
            texts.add(text);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... arguments) {
            texts.add(new MessageFormat(format, Locale.ROOT).format(arguments));
        }
    }
}
