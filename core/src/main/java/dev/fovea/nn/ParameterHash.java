package dev.fovea.nn;

import dev.fovea.tensor.Parameter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;

/// The hash that says whether two networks hold the same values.
final class ParameterHash {
    private ParameterHash() {}

    static String of(Collection<Parameter> parameters) {
        MessageDigest digest = sha256();
        parameters.stream()
                .sorted(Comparator.comparing(Parameter::name))
                .forEach(parameter -> digest.update(bytes(parameter.values())));
        return HexFormat.of().formatHex(digest.digest());
    }

    /// `+ 0f` turns -0 into +0; [Float#floatToIntBits] has one NaN.
    private static ByteBuffer bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putInt(Float.floatToIntBits(value + 0f));
        }
        return bytes.flip();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "hashing parameters: this JDK has no SHA-256, which every JDK must have", e);
        }
    }
}
