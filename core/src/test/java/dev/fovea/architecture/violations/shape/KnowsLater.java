package dev.fovea.architecture.violations.shape;

final class KnowsLater {
    Runnable later = new dev.fovea.architecture.violations.train.Later();
}
