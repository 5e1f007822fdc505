package dev.fovea.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Gradients;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// Steps on the bowl `sum of a (w - c)^2 / 2`, whose gradient is `a (w - c)`.
class OptimiserTest {
    private static final float[] START = {1, -2, .5f};
    private static final float[] STEEPNESS = {1, 4, .25f};
    private static final float[] CENTRE = {0, 1, -1};

    /// One parameter's next value, written by hand in double: gets (weight, gradient, step), keeps its own state.
    private interface Rule {
        double next(double weight, double gradient, int step);
    }

    private record Case(
            Optimiser optimiser, double rate, java.util.function.Supplier<Rule> byHand, double... published) {
        @Override
        public String toString() {
            return optimiser.toString();
        }
    }

    /// `published`: the weights after 20 steps in optax 0.2.8 in double precision, with its `add_decayed_weights(0.01)`
    /// before all but `adamw`, and `eps_in_sqrt=False` for `rmsprop`.
    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        Sgd.of().withWeightDecay(.01),
                        .05,
                        () -> (w, g, t) -> w - .05 * (g + .01 * w),
                        0.3547311946142199,
                        0.9633767712852384,
                        0.16346355792318815),
                new Case(
                        Sgd.of().withMomentum(.9).withWeightDecay(.01),
                        .05,
                        () -> momentum(false),
                        -0.11268322147422194,
                        2.0457050902339193,
                        -1.0209612057979958),
                new Case(
                        Sgd.of().withNesterov(.9).withWeightDecay(.01),
                        .05,
                        () -> momentum(true),
                        -0.06359687214095056,
                        1.1149521013970118,
                        -1.001228311113335),
                new Case(
                        RmsProp.of().withWeightDecay(.01),
                        .05,
                        OptimiserTest::rmsProp,
                        5.5314723690137435e-06,
                        0.596687857106452,
                        -0.9586252585881937),
                new Case(
                        Adam.of().withWeightDecay(.01),
                        .05,
                        () -> adam(.01, 0),
                        0.11122622216609009,
                        -1.0241378184229668,
                        -0.438044123294605),
                new Case(
                        AdamW.of(),
                        .05,
                        () -> adam(0, .01),
                        0.10708726066027843,
                        -1.0093775480889549,
                        -0.44054148403564064));
    }

    private static Rule momentum(boolean nesterov) {
        double[] velocity = {0};
        return (w, g, t) -> {
            double h = g + .01 * w;
            velocity[0] = .9 * velocity[0] + h;
            return w - .05 * (nesterov ? h + .9 * velocity[0] : velocity[0]);
        };
    }

    private static Rule rmsProp() {
        double[] square = {0};
        return (w, g, t) -> {
            double h = g + .01 * w;
            square[0] = .99 * square[0] + .01 * h * h;
            return w - .05 * h / (Math.sqrt(square[0]) + 1e-8);
        };
    }

    private static Rule adam(double inGradient, double apart) {
        double[] state = {0, 0};
        return (w, g, t) -> {
            double h = g + inGradient * w;
            state[0] = .9 * state[0] + .1 * h;
            state[1] = .999 * state[1] + .001 * h * h;
            double mean = state[0] / (1 - StrictMath.pow(.9, t));
            double square = state[1] / (1 - StrictMath.pow(.999, t));
            return w - .05 * (mean / (Math.sqrt(square) + 1e-8) + apart * w);
        };
    }

    private static List<float[]> trajectory(Optimiser optimiser, double rate, int steps) {
        Parameter weights = Parameter.of("w", Shape.of(3), START);
        List<Parameter> parameters = List.of(weights);
        OptimiserState state = OptimiserState.of(optimiser, parameters);
        return Stream.iterate(1, t -> t + 1)
                .limit(steps)
                .map(t -> {
                    Tensor away = weights.tensor().subtract(Tensor.of(CENTRE));
                    Tensor loss = away.square().multiply(Tensor.of(STEEPNESS)).sum().multiply(.5f);
                    List<Tensor> gradients = Gradients.of(loss, List.of(weights.tensor()));
                    Engine.standard().run(List.of(), optimiser.step(state, parameters, gradients, rate, t));
                    return weights.values();
                })
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyStepIsTheFormula(Case checked) {
        List<float[]> found = trajectory(checked.optimiser(), checked.rate(), 20);
        for (int i = 0; i < START.length; i++) {
            Rule rule = checked.byHand().get();
            double w = START[i];
            for (int t = 1; t <= found.size(); t++) {
                w = rule.next(w, STEEPNESS[i] * (w - CENTRE[i]), t);
                assertThat((double) found.get(t - 1)[i]).as("weight %d, step %d", i, t).isCloseTo(w, within(4e-6));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void twentyStepsEndWhereAnotherLibraryEnds(Case checked) {
        float[] end = trajectory(checked.optimiser(), checked.rate(), 20).getLast();
        for (int i = 0; i < end.length; i++) {
            assertThat((double) end[i]).isCloseTo(checked.published()[i], within(4e-6));
        }
    }

    /// By its correction Adam's first step is the learning rate, whatever the size of the gradient.
    @Test
    void adamsFirstStepIsTheLearningRate() {
        float[] first = trajectory(Adam.of(), .05, 1).getFirst();
        assertThat(first).containsExactly(new float[] {.95f, -1.95f, .45f}, within(1e-6f));
    }

    @Test
    void defaultsAreThoseOfPyTorch() {
        assertThat(Sgd.of()).isEqualTo(new Sgd(0, false, 0, true));
        assertThat(RmsProp.of()).isEqualTo(new RmsProp(.99, 1e-8, 0, true));
        assertThat(Adam.of()).isEqualTo(new Adam(.9, .999, 1e-8, 0, true));
        assertThat(AdamW.of()).isEqualTo(new AdamW(.9, .999, 1e-8, .01, true));
        assertThat(Stream.of(Sgd.of(), RmsProp.of(), Adam.of(), AdamW.of()).map(Optimiser::usualLearningRate))
                .containsExactly(1e-3, 1e-2, 1e-3, 1e-3);
    }

    @Test
    void weightDecayMaySpareBiases() {
        Parameter weight = Parameter.of("fc1.weight", Shape.of(1, 2), 1, 2);
        Parameter bias = Parameter.of("fc1.bias", Shape.of(2), 1, 2);
        List<Parameter> parameters = List.of(weight, bias);
        Sgd optimiser = Sgd.of().withWeightDecay(.5).withoutVectorDecay();
        OptimiserState state = OptimiserState.of(optimiser, parameters);
        List<Tensor> none = List.of(Tensor.of(Shape.of(1, 2), 0, 0), Tensor.of(0, 0));
        Engine.standard().run(List.of(), optimiser.step(state, parameters, none, .1, 1));
        assertThat(weight.values()).containsExactly(new float[] {.95f, 1.9f}, within(1e-6f));
        assertThat(bias.values()).containsExactly(1, 2);
    }

    @Test
    void stateHasNamesForCheckpoints() {
        Parameter weight = Parameter.zeros("conv1.weight", Shape.of(2, 1, 3, 3));
        OptimiserState state = OptimiserState.of(Adam.of(), List.of(weight));
        assertThat(state.parameters())
                .extracting(Parameter::name)
                .containsExactly("optimizer/conv1.weight/mean", "optimizer/conv1.weight/square");
        assertThat(state.parameters()).extracting(Parameter::shape).containsOnly(weight.shape());
        assertThat(OptimiserState.of(Sgd.of(), List.of(weight)).parameters()).isEmpty();
    }

    @Test
    void misuseIsExplained() {
        List<Parameter> parameters = List.of(Parameter.zeros("w", Shape.of(1)));
        List<Tensor> gradients = List.of(Tensor.of(0f));
        OptimiserState other = OptimiserState.of(Sgd.of(), parameters);
        assertThatThrownBy(() -> Adam.of().step(other, parameters, gradients, .1, 1))
                .hasMessage(
                        "making a step of ADAM for w: the state is that of SGD for [w]; expected OptimiserState.of this"
                                + " optimiser and these parameters");
        assertThatThrownBy(() -> Sgd.of().step(other, parameters, List.of(), .1, 1))
                .hasMessage(
                        "making step 1 of Sgd[momentum=0.0, nesterov=false, weightDecay=0.0, decaysVectors=true]: got 1"
                                + " parameters and 0 gradients; expected one gradient for each parameter, and steps from"
                                + " 1");
        assertThatThrownBy(() -> Sgd.of().withMomentum(1))
                .hasMessage("making sgd: the momentum is 1.0; expected at least 0 and below 1");
        assertThatThrownBy(() -> Sgd.of().withNesterov(0))
                .hasMessage("making sgd: Nesterov's momentum is 0; expected above 0 and below 1, usually .9");
        assertThatThrownBy(() -> Adam.of().withWeightDecay(Double.NaN))
                .hasMessage("making adam: the weight decay is NaN; expected a number of at least 0");
    }
}
