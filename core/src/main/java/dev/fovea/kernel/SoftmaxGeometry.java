package dev.fovea.kernel;

/// An axis of classes within a row-major tensor: `[outer][classes][inner]`. One block of logits is `[1][classes][16]`.
///
/// @param outer what lies before the axis, multiplied out
/// @param classes the axis
/// @param inner what lies behind the axis, multiplied out, lanes included
public record SoftmaxGeometry(int outer, int classes, int inner) {}
