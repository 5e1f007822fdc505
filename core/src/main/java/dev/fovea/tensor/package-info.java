/// Tensors that record, the sealed operations, and reverse-mode differentiation.
///
/// A [Tensor][dev.fovea.tensor.Tensor] is a value to come: an [operation][dev.fovea.tensor.Op] and its inputs, with a
/// shape and a [role][dev.fovea.tensor.Role] known at once. [Gradients][dev.fovea.tensor.Gradients] adds the gradient's
/// operations to the same graph. Nothing is computed until an [Engine][dev.fovea.tensor.Engine] runs: it linearises
/// what was recorded into a [Graph][dev.fovea.tensor.Graph] (structure only, the key of a compiled program) and its
/// arguments.
///
/// ```java
/// Parameter weight = Parameter.of("weight", Shape.of(2), 0, 0);
/// Tensor x = Tensor.samples(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
/// Tensor loss = x.multiply(weight.tensor()).sum().subtract(1).square();
/// Tensor gradient = Gradients.of(loss, List.of(weight.tensor())).getFirst();
/// engine.run(List.of(loss), List.of(weight.assign(weight.tensor().subtract(gradient.multiply(.01f)))));
/// loss.item()
/// ```
@NullMarked
package dev.fovea.tensor;

import org.jspecify.annotations.NullMarked;
