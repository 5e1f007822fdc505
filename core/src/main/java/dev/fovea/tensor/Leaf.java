package dev.fovea.tensor;

import dev.fovea.shape.Shape;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A tensor whose values are given: data, a number, or a parameter. The values are arguments of a run, not part of the
/// operation.
///
/// @param role declared by whoever gives the values
public record Leaf(Role role) implements Op {
    static final Leaf PER_SAMPLE = new Leaf(Role.PER_SAMPLE);
    static final Leaf SHARED = new Leaf(Role.SHARED);

    static Leaf of(Role role) {
        return switch (role) {
            case PER_SAMPLE -> PER_SAMPLE;
            case SHARED -> SHARED;
            case SUMMED -> new Leaf(Role.SUMMED);
        };
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        throw new IllegalStateException("asking a leaf for its shape rule: a leaf has no inputs, its shape is given");
    }

    @Override
    public Role role(List<Tensor> inputs, Shape result) {
        return role;
    }

    @Override
    public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
        return List.of();
    }

    @Override
    public String words() {
        return "given values";
    }
}
