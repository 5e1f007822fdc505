package dev.fovea.model;

import dev.fovea.shape.Shape;

/// A tensor read from a file, as floats.
///
/// Floats of other widths are rounded to the nearest float32. Whole numbers must be floats exactly, because they count
/// or name something: one that is not is refused when the file is read.
///
/// @param name its name
/// @param type how it was stored
/// @param shape its shape
/// @param values row-major; not copied
@SuppressWarnings("ArrayRecordComponent") // weights are large; whoever takes them decides about copies
public record StoredTensor(String name, ElementType type, Shape shape, float[] values) {
    /// Name, type and shape.
    @Override
    public String toString() {
        return name + " " + type + " " + shape;
    }
}
