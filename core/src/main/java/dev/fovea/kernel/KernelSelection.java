package dev.fovea.kernel;

import dev.fovea.kernel.scalar.Fma;
import dev.fovea.kernel.scalar.ScalarKernels;

import java.lang.System.Logger.Level;
import java.util.Locale;

/// The one point where kernels are chosen: `auto` takes the widest vectors that the machine and the JVM offer, up to
/// 512 bits, else the scalar kernels; `scalar`, `128`, `256` and `512` take what they say. What was taken, why, and the
/// option that would change it is logged.
///
/// All choices compute the same bits.
///
/// @param kernels what was taken
/// @param reason why, in words
public record KernelSelection(Kernels kernels, String reason) {
    private static final System.Logger LOGGER = System.getLogger(KernelSelection.class.getName());
    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final String VECTOR_KERNELS = "dev.fovea.kernel.vector.VectorKernels";
    private static final int WIDEST = 512;
    private static final int NARROWEST = 128;

    /// Loads the classes that `auto` takes, so that a [#select] to come need not: it takes Java a tenth of a second,
    /// and the logger, for which it looks through all jars, a thirtieth. Says nothing.
    public static void preload() {
        automatic();
    }

    /// Chooses and logs.
    ///
    /// @param request `auto`, `scalar`, `128`, `256` or `512`
    /// @return the kernels and the reason
    /// @throws IllegalArgumentException if the request is none of these, or asks for vectors that this process does not
    ///   have
    public static KernelSelection select(String request) {
        KernelSelection selection =
                switch (request.toLowerCase(Locale.ROOT)) {
                    case "auto" -> automatic();
                    case "scalar" -> new KernelSelection(new ScalarKernels(), "asked for by --vector scalar");
                    case "128", "256", "512" -> vectors(Integer.parseInt(request));
                    default ->
                            throw new IllegalArgumentException(
                                    "choosing kernels: \""
                                            + request
                                            + "\" is no kind of kernels; expected --vector auto, scalar, 128, 256 or 512");
                };
        LOGGER.log(Level.DEBUG, selection::toString);
        return selection;
    }

    private static KernelSelection automatic() {
        if (isVectorModuleMissing()) {
            return new KernelSelection(
                    new ScalarKernels(),
                    "the module "
                            + VECTOR_MODULE
                            + " is not in this JVM; add --add-modules "
                            + VECTOR_MODULE
                            + " to the java command for vectors");
        }
        if (!Fma.inHardware()) {
            return new KernelSelection(
                    new ScalarKernels(),
                    "this processor has no fused multiply-add; vectors without it are far slower than scalar code");
        }
        int bits = Math.min(WIDEST, preferredBits());
        if (bits < NARROWEST) {
            return new KernelSelection(
                    new ScalarKernels(), "this JVM uses no vectors of " + NARROWEST + " bits or more on this machine");
        }
        return new KernelSelection(
                load(bits), "the widest vectors of this machine; --vector auto|scalar|128|256|512 changes it");
    }

    private static KernelSelection vectors(int bits) {
        if (isVectorModuleMissing()) {
            throw new IllegalArgumentException(
                    "choosing kernels: --vector "
                            + bits
                            + " needs the module "
                            + VECTOR_MODULE
                            + ", which is not in this JVM; add --add-modules "
                            + VECTOR_MODULE
                            + " to the java command, or take --vector auto or scalar");
        }
        int preferred = preferredBits();
        if (bits > preferred) {
            throw new IllegalArgumentException(
                    "choosing kernels: --vector "
                            + bits
                            + " asks for vectors wider than the "
                            + preferred
                            + " bits that this JVM uses on this machine; take --vector auto or a narrower one");
        }
        return new KernelSelection(load(bits), "asked for by --vector " + bits);
    }

    private static boolean isVectorModuleMissing() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty();
    }

    private static int preferredBits() {
        try {
            return (int) Class.forName(VECTOR_KERNELS).getMethod("preferredBits").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("choosing kernels: " + VECTOR_KERNELS + " cannot be loaded", e);
        }
    }

    private static Kernels load(int bits) {
        try {
            return Class.forName(VECTOR_KERNELS).asSubclass(Kernels.class).getConstructor(int.class).newInstance(bits);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("choosing kernels: " + VECTOR_KERNELS + " cannot be loaded", e);
        }
    }

    /// One line for people: `kernels: 512-bit vectors (the widest vectors of this machine; ...)`.
    @Override
    public String toString() {
        return "kernels: " + kernels.describe() + " (" + reason + ")";
    }
}
