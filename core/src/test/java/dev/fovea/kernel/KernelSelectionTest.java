package dev.fovea.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

@Tag("everywhere")
class KernelSelectionTest {
    private static final boolean MODULE = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    @Test
    void scalarIsAlwaysThere() {
        assertEquals("kernels: scalar (asked for by --vector scalar)", KernelSelection.select("scalar").toString());
    }

    @Test
    void autoTakesTheWidestOfTheMachine() {
        KernelSelection selection = KernelSelection.select("auto");
        List<Kernels> all = KernelSets.all();
        assertEquals(all.getLast().describe(), selection.kernels().describe());
        if (MODULE && all.size() > 1) {
            assertEquals(
                    "the widest vectors of this machine; --vector auto|scalar|128|256|512 changes it",
                    selection.reason());
        } else if (!MODULE) {
            assertEquals(
                    "the module jdk.incubator.vector is not in this JVM; add --add-modules jdk.incubator.vector to the"
                            + " java command for vectors",
                    selection.reason());
        }
    }

    @Test
    void aWidthIsTakenOrRefused() {
        List<String> there = KernelSets.vectors().stream().map(Kernels::describe).toList();
        for (int bits = 128; bits <= 512; bits *= 2) {
            String request = Integer.toString(bits);
            if (there.contains(bits + "-bit vectors")) {
                assertEquals(bits + "-bit vectors", KernelSelection.select(request).kernels().describe());
            } else {
                String message =
                        assertThrows(IllegalArgumentException.class, () -> KernelSelection.select(request))
                                .getMessage();
                String expected =
                        MODULE
                                ? "choosing kernels: --vector " + bits + " asks for vectors wider than the "
                                : "choosing kernels: --vector "
                                        + bits
                                        + " needs the module jdk.incubator.vector, which is not in"
                                        + " this JVM; add --add-modules jdk.incubator.vector to the java command, or take"
                                        + " --vector auto or scalar";
                assertEquals(expected, message.substring(0, expected.length()));
            }
        }
    }

    @Test
    void anUnknownKindIsNamed() {
        assertEquals(
                "choosing kernels: \"avx\" is no kind of kernels; expected --vector auto, scalar, 128, 256 or 512",
                assertThrows(IllegalArgumentException.class, () -> KernelSelection.select("avx")).getMessage());
    }
}
