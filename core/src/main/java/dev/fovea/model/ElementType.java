package dev.fovea.model;

import java.nio.ByteBuffer;

/// How the numbers of a tensor are stored in a safetensors file, little-endian.
public enum ElementType {
    /// One byte: 0 is false, all else is true, read as 0 and 1.
    BOOL(1),
    /// Whole numbers from 0 to 255.
    U8(1),
    /// Whole numbers from -128 to 127.
    I8(1),
    /// Whole numbers of 16 bits without sign.
    U16(2),
    /// Whole numbers of 16 bits.
    I16(2),
    /// Whole numbers of 32 bits without sign.
    U32(4),
    /// Whole numbers of 32 bits.
    I32(4),
    /// Whole numbers of 64 bits without sign.
    U64(8),
    /// Whole numbers of 64 bits.
    I64(8),
    /// IEEE 754 binary16.
    F16(2),
    /// The upper half of a binary32.
    BF16(2),
    /// IEEE 754 binary32: what we write.
    F32(4),
    /// IEEE 754 binary64, read as the nearest float.
    F64(8);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /// The size of one number.
    ///
    /// @return 1, 2, 4 or 8
    public int bytes() {
        return bytes;
    }

    /// Whether every number of this type is a float; of the others some are rounded.
    boolean isExact() {
        return switch (this) {
            case U32, I32, U64, I64, F64 -> false;
            case BOOL, U8, I8, U16, I16, F16, BF16, F32 -> true;
        };
    }

    /// Takes the next number of a little-endian buffer as a double: exact, but for 64-bit whole numbers beyond 2^53,
    /// which are rounded.
    double read(ByteBuffer source) {
        return switch (this) {
            case BOOL -> source.get() == 0 ? 0 : 1;
            case U8 -> source.get() & 0xFF;
            case I8 -> source.get();
            case U16 -> source.getShort() & 0xFFFF;
            case I16 -> source.getShort();
            case U32 -> source.getInt() & 0xFFFFFFFFL;
            case I32 -> source.getInt();
            case U64 -> unsigned(source.getLong());
            case I64 -> source.getLong();
            case F16 -> Float.float16ToFloat(source.getShort());
            case BF16 -> Float.intBitsToFloat(source.getShort() << 16);
            case F32 -> source.getFloat();
            case F64 -> source.getDouble();
        };
    }

    private static double unsigned(long value) {
        // The last bit is kept sticky, so that halving and doubling round once.
        return value >= 0 ? value : 2.0 * (value >>> 1 | (value & 1));
    }
}
