/// Training: a trainer says how, a training does it epoch by epoch and tells sealed events to callbacks, which answer
/// with signals; checkpoints hold all state, so that a resumed training ends with the same bits.
///
/// ```java
/// Training training = Trainer.of(network, mnist.train()).epochs(3).evaluatingOn(mnist.test()).start();
/// training.run();
/// IO.println(training.last().evaluation().accuracy());
/// ```
@NullMarked
package dev.fovea.train;

import org.jspecify.annotations.NullMarked;
