package dev.fovea.architecture.violations.device;

final class StaticVariable {
    static int count;
}
