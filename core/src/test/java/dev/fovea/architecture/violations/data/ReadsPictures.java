package dev.fovea.architecture.violations.data;

final class ReadsPictures {
    java.awt.image.@org.jspecify.annotations.Nullable BufferedImage picture;
}
