package dev.fovea.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.nn.DescriptionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class RuleDescriptionTest {
    static Stream<Optimiser> optimisers() {
        return Stream.of(
                Sgd.of(),
                Sgd.of().withMomentum(.9).withWeightDecay(1e-5),
                new Sgd(.8, true, .1, false),
                RmsProp.of(),
                new RmsProp(.9, 1e-7, .1, false),
                Adam.of(),
                new Adam(.8, .99, 1e-7, .1, false),
                AdamW.of(),
                AdamW.of().withWeightDecay(0).withoutVectorDecay(),
                new AdamW(.8, .99, 1e-7, .1, true));
    }

    static Stream<Schedule> schedules() {
        return Stream.of(
                Schedule.constant(.05),
                new Schedule.Step(.1, 3, .1),
                new Schedule.Step(.1, 3, .5),
                new Schedule.Cosine(.1, 0),
                new Schedule.Cosine(.1, .01),
                new Schedule.WarmUp(.5, new Schedule.Cosine(.1, 0)),
                Schedule.OneCycle.of(.1),
                new Schedule.OneCycle(.1, .5, 10, 100),
                Schedule.Plateau.of(3e-3),
                new Schedule.Plateau(3e-3, 2, .5, 0, true));
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void optimisersComeBack(Optimiser optimiser) {
        assertThat(RuleDescription.readOptimiser(RuleDescription.write(optimiser))).isEqualTo(optimiser);
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void schedulesComeBack(Schedule schedule) {
        assertThat(RuleDescription.readSchedule(RuleDescription.write(schedule))).isEqualTo(schedule);
    }

    @Test
    void clippingComesBack() {
        for (Clipping clipping : List.of(new Clipping.ByNorm(5), new Clipping.ByValue(.5))) {
            assertThat(RuleDescription.readClipping(RuleDescription.write(clipping))).isEqualTo(clipping);
        }
    }

    @Test
    void whatIsUsualIsLeftOut() {
        assertThat(RuleDescription.write(Adam.of())).isEqualTo("adam");
        assertThat(RuleDescription.write(Sgd.of().withMomentum(.9))).isEqualTo(Map.of("sgd", Map.of("momentum", .9)));
        assertThat(RuleDescription.write(Schedule.constant(.05))).isEqualTo(.05);
        assertThat(RuleDescription.write(new Schedule.WarmUp(1, Schedule.OneCycle.of(.1))))
                .isEqualTo(Map.of("warmUp", Map.of("epochs", 1.0, "then", Map.of("oneCycle", .1))));
        assertThat(RuleDescription.readSchedule(1)).isEqualTo(Schedule.constant(1));
    }

    private static void refused(Runnable reading, String message) {
        assertThatThrownBy(reading::run).isInstanceOf(DescriptionException.class).hasMessage(message);
    }

    @Test
    void errorsNameThePlace() {
        refused(
                () -> RuleDescription.readOptimiser("adem"),
                "reading optimiser: found the optimiser \"adem\"; did you mean \"adam\"?; expected one of sgd, rmsProp,"
                        + " adam, adamW");
        refused(
                () -> RuleDescription.readOptimiser(Map.of("sgd", Map.of("momentun", .9))),
                "reading optimiser.sgd: found the option \"momentun\"; did you mean \"momentum\"?; expected momentum,"
                        + " nesterov, weightDecay, decaysVectors");
        refused(
                () -> RuleDescription.readOptimiser(Map.of("sgd", .9)),
                "reading optimiser.sgd: found 0.9; expected options by their names: momentum, nesterov, weightDecay,"
                        + " decaysVectors");
        refused(
                () -> RuleDescription.readOptimiser(Map.of("sgd", Map.of("momentum", 2))),
                "reading optimiser.sgd: making sgd: the momentum is 2.0; expected at least 0 and below 1");
        refused(
                () -> RuleDescription.readOptimiser(Map.of("sgd", Map.of("nesterov", "yes"))),
                "reading optimiser.sgd.nesterov: found \"yes\"; expected true or false");
        refused(
                () -> RuleDescription.readSchedule(-1),
                "reading learningRate: making a constant schedule: the rate is -1.0; expected a number of at least 0");
        refused(
                () -> RuleDescription.readSchedule(Map.of("warmUp", Map.of("epochs", 1, "then", "cosin"))),
                "reading learningRate.warmUp.then: found the schedule \"cosin\"; did you mean \"cosine\"?; expected one"
                        + " of constant, step, cosine, warmUp, oneCycle, plateau");
        refused(
                () -> RuleDescription.readSchedule("cosine"),
                "reading learningRate.cosine: the option \"rate\" is missing; expected rate, last, of which some may be"
                        + " left out");
        refused(
                () -> RuleDescription.readClipping(Map.of("norm", 0)),
                "reading clipping.norm: making clipping by norm: the maximum is 0.0; expected a number above 0");
    }
}
