package dev.fovea.kernel.scalar;

import com.sun.management.HotSpotDiagnosticMXBean;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Fused multiply-add: `a b + c`, rounded once.
///
/// All arithmetic of the kernels goes through here, because `Math.fma` computes with `BigDecimal` on a processor
/// without the instruction, a thousand times slower. There the sum is rounded to odd in double precision first, which
/// gives the same bits (S. Boldo, G. Melquiond, *Emulation of FMA and correctly rounded sums: proved algorithms using
/// rounding to odd*, IEEE Transactions on Computers 57(4), 2008).
public final class Fma {
    private static final boolean IN_HARDWARE = isInHardware();

    /// Enough of `/proc/cpuinfo` for the flags of the first processor.
    private static final int FIRST_PROCESSOR = 1 << 13;

    private Fma() {}

    /// `a b + c`, rounded once.
    public static float of(float a, float b, float c) {
        return IN_HARDWARE ? Math.fma(a, b, c) : throughDouble(a, b, c);
    }

    /// Whether this processor has the instruction: without it vectors are no gain.
    public static boolean inHardware() {
        return IN_HARDWARE;
    }

    /// The product of two floats is exact in double precision. A sum that is not is cut off and its last bit set: it
    /// then tells the rounding to float that something is missing, so that no half is taken for a tie.
    ///
    /// Without branches, which would be guessed wrong half of the time.
    static float throughDouble(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        double rest = sum - product;
        double error = (product - (sum - rest)) + (c - rest);
        if (!Double.isFinite(error)) {
            return (float) sum;
        }
        long bits = Double.doubleToRawLongBits(sum);
        long errorBits = Double.doubleToRawLongBits(error);
        long magnitude = errorBits << 1;
        long inexact = (magnitude | -magnitude) >>> 63;
        long tooLarge = (bits ^ errorBits) >>> 63;
        return (float) Double.longBitsToDouble(bits - (inexact & tooLarge) | inexact);
    }

    /// All processors have it but x86 before 2013. On Linux the system's list says so in no time; elsewhere the virtual
    /// machine's own option is asked, which takes tens of milliseconds.
    private static boolean isInHardware() {
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64", "x86", "i386" ->
                    System.getProperty("os.name", "").equals("Linux") ? isListed() : isUsed();
            default -> true;
        };
    }

    private static boolean isListed() {
        try (InputStream in = Files.newInputStream(Path.of("/proc/cpuinfo"))) {
            return new String(in.readNBytes(FIRST_PROCESSOR), StandardCharsets.ISO_8859_1).contains(" fma ");
        } catch (IOException | SecurityException e) {
            return isUsed();
        }
    }

    private static boolean isUsed() {
        try {
            HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return options == null || Boolean.parseBoolean(options.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException | NoClassDefFoundError e) {
            return true;
        }
    }
}
