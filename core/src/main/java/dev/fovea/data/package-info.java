/// Labelled images: where they are found, how they are read, and how they are handed to training in batches.
///
/// [Datasets][dev.fovea.data.Datasets] finds a set by name (`mnist`, `fashion-mnist`, `digits`) or path and gives its
/// two [splits][dev.fovea.data.Splits]; a [Dataset][dev.fovea.data.Dataset] is one of them, bytes and labels; a
/// [Loader][dev.fovea.data.Loader] says how to cut it into batches.
///
/// ```java
/// Splits digits = Datasets.load("digits");
/// Loader loader = Loader.of(digits.train(), 100).shuffled(seed).scaled(PixelScaling.UNIT);
/// Batches batches = loader.batches();
/// batches.start(0);                                        // epoch 0
/// while (batches.next()) {
///     Batch batch = batches.current();                     // pixels [100, 1, 28, 28], labels [100]
/// }
/// ```
@NullMarked
package dev.fovea.data;

import org.jspecify.annotations.NullMarked;
