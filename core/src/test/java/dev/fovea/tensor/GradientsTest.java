package dev.fovea.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fovea.kernel.Elementwise;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

class GradientsTest {

    @TestFactory
    Stream<DynamicTest> gradientsAndTheirGradientsAreThoseOfFiniteDifferences() {
        return GradientCases.all().stream().map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }

    @Test
    void everyOperationHasACase() {
        Set<String> missing = new TreeSet<>();
        OpRecords.all().forEach(type -> missing.add(type.getSimpleName()));
        for (Elementwise.Unary f : Elementwise.Unary.values()) {
            missing.add(f.toString());
        }
        for (Elementwise.Binary f : Elementwise.Binary.values()) {
            missing.add(f.toString());
        }
        for (Elementwise.Ternary f : Elementwise.Ternary.values()) {
            missing.add(f.toString());
        }
        for (GradientCheck check : GradientCases.all()) {
            Op op = check.result().op();
            missing.remove(op.getClass().getSimpleName());
            switch (op) {
                case ElementwiseOp.Unary(Elementwise.Unary f) -> missing.remove(f.toString());
                case ElementwiseOp.Binary(Elementwise.Binary f) -> missing.remove(f.toString());
                case ElementwiseOp.Ternary(Elementwise.Ternary f) -> missing.remove(f.toString());
                default -> {}
            }
            if (check.leaves().isEmpty()) {
                throw new AssertionError(check.name() + " varies nothing");
            }
        }
        assertEquals(Set.of(), missing, "operations without a gradient check: add them to GradientCases");
    }
}
