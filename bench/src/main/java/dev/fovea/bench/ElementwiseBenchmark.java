package dev.fovea.bench;

import dev.fovea.kernel.Elementwise;
import dev.fovea.kernel.KernelSelection;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// A function of one value over a strip that fits the first-level cache, scalar against vectors.
///
/// `mvn -q -pl bench -am -DskipTests package -Djmh=Elementwise` runs it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--sun-misc-unsafe-memory-access=allow"})
public class ElementwiseBenchmark {
    private static final int STRIP = 2_048;

    /// Which kernels.
    @Param({"scalar", "auto"})
    public String kernels = "auto";

    /// Which function.
    @Param({"RELU", "EXP", "TANH"})
    public Elementwise.Unary function = Elementwise.Unary.RELU;

    private final float[] input = new float[STRIP];
    private final float[] output = new float[STRIP];
    private Elementwise elementwise = KernelSelection.select("scalar").kernels().elementwise();

    /// Chooses the kernels and fills the strip with numbers from -4 to 4.
    @Setup
    public void setUp() {
        elementwise = KernelSelection.select(kernels).kernels().elementwise();
        for (int i = 0; i < STRIP; i++) {
            input[i] = 8f * i / STRIP - 4f;
        }
    }

    /// Applies the function to the strip.
    ///
    /// @return the strip of results
    @Benchmark
    public float[] strip() {
        elementwise.unary(function, input, 0, output, 0, STRIP);
        return output;
    }
}
