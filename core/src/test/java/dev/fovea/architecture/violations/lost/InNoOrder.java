package dev.fovea.architecture.violations.lost;

final class InNoOrder {}
