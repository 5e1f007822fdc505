package dev.fovea.device.cpu;

import dev.fovea.kernel.Kernels;
import dev.fovea.shape.Shape;

/// A tensor within a program: its layout and, once placed, where it lies.
///
/// *Blocked* values are per sample: `[features][16]` for each [Block]. All others are row-major. A blocked value that
/// is written and read within one segment is *local*: it lies in the memory of whoever works on the block and is gone
/// afterwards.
final class Value {
    /// Where a value lies.
    enum Place {
        /// Not placed: nobody needs it in memory.
        NOWHERE,
        /// An array that the caller of the run gives.
        EXTERNAL,
        /// In the workspace, for the length of a run.
        WORKSPACE,
        /// In the memory of a worker, for the length of a segment.
        LOCAL
    }

    /// The memory of a value; several values may be shapes of one.
    static final class Storage {
        Place place = Place.NOWHERE;

        /// The number of the external array, or the offset of the value (of its first block).
        int at;

        /// Floats from one block to the next; 0 if all blocks use the same memory, one after the other.
        int stride;
    }

    final Shape shape;
    final boolean blocked;

    /// Floats of one block, or of the whole value if it is not blocked.
    final int size;

    final Storage storage;
    private final Block block;

    private Value(Shape shape, boolean blocked, Block block, int size, Storage storage) {
        this.shape = shape;
        this.blocked = blocked;
        this.block = block;
        this.size = size;
        this.storage = storage;
    }

    /// A value in blocks of samples.
    static Value blocked(Shape shape) {
        return blocked(shape, Block.OF_SAMPLES);
    }

    static Value blocked(Shape shape, Block block) {
        int size = Frame.checked((long) block.elements(shape) * Kernels.LANES);
        return new Value(shape, true, block, size, new Storage());
    }

    static Value rows(Shape shape) {
        return new Value(shape, false, Block.OF_SAMPLES, shape.size(), new Storage());
    }

    static Value external(Shape shape, int index) {
        Value value = rows(shape);
        value.storage.place = Place.EXTERNAL;
        value.storage.at = index;
        return value;
    }

    /// The same memory under another shape.
    Value as(Shape other) {
        return new Value(other, blocked, block, size, storage);
    }

    Place place() {
        return storage.place;
    }

    /// Floats of all blocks.
    long total() {
        return blocked ? (long) size * blocks() : size;
    }

    int blocks() {
        return Math.ceilDiv(shape.dim(0), block.samples());
    }

    /// Images of a block.
    int images() {
        return block.images(shape.dim(1));
    }

    /// Extents of a block, lanes left out, or of the whole value if it is not blocked.
    int[] extents() {
        return blocked ? block.extents(shape) : shape.toArray();
    }

    /// Elements of one lane, or of the whole value if it is not blocked.
    int elements() {
        return blocked ? size / Kernels.LANES : size;
    }

    int lanes() {
        return blocked ? Kernels.LANES : 1;
    }

    /// Shape and place, for people.
    @Override
    public String toString() {
        return shape + " " + storage.place + (blocked ? " blocks" : " rows") + " @" + storage.at;
    }
}
