/// Layers, their initial values, and the losses they are trained by.
///
/// A [Layer][dev.fovea.nn.Layer] is a record of its options; a [Network][dev.fovea.nn.Network] names and holds the
/// parameters that its layers ask for.
///
/// ```java
/// Network network = Network.of(Shape.of(1, 28, 28), 1,
///         conv(20, 5), relu(), maxPool(2), conv(50, 5), relu(), maxPool(2),
///         flatten(), dense(500), relu(), dense(10));
/// Network.Pass pass = network.train(images, samples, 0);
/// Tensor loss = Losses.crossEntropy(pass.output(), labels);
/// ```
@NullMarked
package dev.fovea.nn;

import org.jspecify.annotations.NullMarked;
