/// What a trained network is on disk and in use: safetensors files, their JSON, the preparation of pixels, and the
/// classifier that is loaded from them.
///
/// ```java
/// Classifier classifier = Classifier.load(Path.of("runs/a"));
/// Prediction digit = classifier.predict(ImageFiles.read(Path.of("seven.png")));
/// IO.println(digit.label() + " with probability " + digit.probability());
/// ```
@NullMarked
package dev.fovea.model;

import org.jspecify.annotations.NullMarked;
