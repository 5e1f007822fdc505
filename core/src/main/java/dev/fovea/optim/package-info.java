/// Optimisers, learning rate schedules and gradient clipping: immutable rules, their state kept apart.
///
/// ```java
/// Optimiser optimiser = Sgd.of().withMomentum(.9);
/// Schedule schedule = new Schedule.Cosine(.05, 0);
/// OptimiserState state = OptimiserState.of(optimiser, network.parameters());
/// List<Update> updates = optimiser.step(state, network.parameters(), gradients, schedule.rate(progress), step);
/// ```
@NullMarked
package dev.fovea.optim;

import org.jspecify.annotations.NullMarked;
