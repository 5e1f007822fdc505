/// Pictures as bytes: reading and writing files, grey values, exact resizing, the preparation of digits, and the
/// changes that augment training images.
///
/// An [Image][dev.fovea.image.Image] holds bytes `[channels, height, width]`. Every step from a file to the numbers
/// that reach a network is integer arithmetic on these bytes, or the two float operations of
/// [PixelScaling][dev.fovea.image.PixelScaling], so the same file gives the same bits on every machine. This is the
/// only package that uses `java.desktop`, and it uses its decoders, not its colour conversion or its drawing.
///
/// ```java
/// Image photo = ImageFiles.read(Path.of("seven.png"));
/// Image digit = DigitPreparation.mnist().apply(photo);      // 28 x 28, light ink on a dark ground
/// ```
@NullMarked
package dev.fovea.image;

import org.jspecify.annotations.NullMarked;
