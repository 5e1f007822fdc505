package dev.fovea.architecture.violations.image;

import java.awt.image.BufferedImage;

final class Draws {
    void draw(BufferedImage image) {
        image.createGraphics().drawLine(0, 0, 1, 1);
    }
}
