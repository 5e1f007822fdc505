package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Parameter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class InitialiserTest {
    /// Fan-in 30 * 3 * 3 = 270, fan-out 40 * 3 * 3 = 360, 10,800 values.
    private static final Shape WEIGHTS = Shape.of(40, 30, 3, 3);

    private static float[] values(Initialiser initialiser, Shape shape) {
        return initialiser.values("conv1.weight", shape, new Stream(7, Purpose.INITIALISE, 2));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(float[] values) {
        double mean = mean(values);
        double sum = 0;
        for (float value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / values.length);
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs((double) value));
        }
        return largest;
    }

    private static Initialiser named(String name) {
        return InitialiserDescription.read(
                Description.of(
                        "weight",
                        switch (name) {
                            case "uniform" -> Map.of("uniform", List.of(-.5, 1.5));
                            case "normal" -> Map.of("normal", List.of(.25, .5));
                            default -> name;
                        }));
    }

    /// Means lie within five deviations of a mean of so many values; deviations follow from the formulas: Xavier sqrt(2
    /// / (270 + 360)), He sqrt(2 / 270), uniform 2 / sqrt(12).
    @ParameterizedTest
    @CsvSource({
        "uniform, 0.5, 0.57735027, 1.5",
        "normal, 0.25, 0.5, 3",
        "xavierUniform, 0, 0.05634362, 0.09759001",
        "xavierNormal, 0, 0.05634362, 0.4",
        "heUniform, 0, 0.08606630, 0.14907120",
        "heNormal, 0, 0.08606630, 0.6"
    })
    void valuesHaveTheStatisticsOfTheirFormula(String name, double mean, double deviation, double bound) {
        float[] values = values(named(name), WEIGHTS);
        assertThat(mean(values)).isCloseTo(mean, within(5 * deviation / Math.sqrt(values.length)));
        assertThat(deviation(values)).isCloseTo(deviation, within(.02 * deviation));
        assertThat(largest(values)).isLessThanOrEqualTo(bound);
        if (name.endsWith("niform")) {
            assertThat(largest(values)).isGreaterThan(.995 * bound);
        }
    }

    /// The bits of each, to hold them still: a change of any of these changes every run.
    @ParameterizedTest
    @CsvSource({
        "uniform, b145316a302c837c7e5533c271abfefe3f69aa43c3c2e8cdf6155110dc5d3895",
        "normal, 9ebf05f678b418ac8276596ba9951bc28623ba67ab88e994a29dc353bcc55584",
        "xavierUniform, 9c14a9c7fd62969b703e4c6e463e50a20afbab2acb2ecbb83fff235aa570ce48",
        "xavierNormal, 3a2bf1dd7061e0238f7a4a490082a3cada63fddaa85c7768aa1cbcd75f911c35",
        "heUniform, 8386c7dee41e4c5fe36ae4b1c2b4b342fa6526c42a3385aa1218daa68f32a675",
        "heNormal, e0c292938a3818283cb33318c35b0aad06f4c0bec0ce7f9136ba611f996b24de",
        "orthogonal, ddb4ba311b4be697471270199bf5aaf8938e0198260121698e325dfcc65bf003"
    })
    void valuesAreTheSameBitsEverywhere(String name, String sha256) {
        Shape shape = Shape.of(8, 3, 3, 3);
        Parameter parameter = Parameter.of("w", shape, values(named(name), shape));
        assertThat(ParameterHash.of(List.of(parameter))).isEqualTo(sha256);
    }

    @ParameterizedTest
    @CsvSource({"5, 12, 1", "12, 5, 1", "9, 9, 2", "1, 4, 1"})
    void orthogonalVectorsAreOrthogonal(int rows, int columns, double gain) {
        float[] values = values(Initialiser.orthogonal(gain), Shape.of(rows, columns));
        int count = Math.min(rows, columns);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                double product = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    product +=
                            rows <= columns
                                    ? (double) values[i * columns + k] * values[j * columns + k]
                                    : (double) values[k * columns + i] * values[k * columns + j];
                }
                assertThat(product).isCloseTo(i == j ? gain * gain : 0, within(3e-7 * gain * gain));
            }
        }
    }

    @Test
    void constantsAndGivenValues() {
        assertThat(values(Initialiser.zeros(), Shape.of(3))).containsExactly(0, 0, 0);
        assertThat(values(Initialiser.constant(.5), Shape.of(2))).containsExactly(.5f, .5f);
        assertThat(values(Initialiser.given(1, 2, 3), Shape.of(3))).containsExactly(1, 2, 3);
        assertThat(Initialiser.given(1, 2))
                .isEqualTo(Initialiser.given(1, 2))
                .hasSameHashCodeAs(Initialiser.given(1, 2));
        assertThat(Initialiser.given(1, 2)).isNotEqualTo(Initialiser.given(1, 3));
        assertThat(Initialiser.given(1, 2)).hasToString("Given[2 values]");
    }

    @Test
    void otherSitesHaveOtherValues() {
        float[] first = Initialiser.heNormal().values("a", WEIGHTS, new Stream(7, Purpose.INITIALISE, 0));
        float[] second = Initialiser.heNormal().values("a", WEIGHTS, new Stream(7, Purpose.INITIALISE, 1));
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void misuseIsExplained() {
        assertThatThrownBy(() -> values(Initialiser.heNormal(), Shape.of(5)))
                .hasMessage(
                        "initialising conv1.weight [5] by its fans: it has 1 axes; expected weights [out, in, ...]; take"
                                + " zeros, constant, uniform or normal");
        assertThatThrownBy(() -> values(Initialiser.given(1, 2), Shape.of(3)))
                .hasMessage("giving conv1.weight its first values: got 2; expected 3 for [3]");
        assertThatThrownBy(() -> Initialiser.uniform(1, 1))
                .hasMessage("making a uniform initialiser: from 1.0 to 1.0; expected low < high");
        assertThatThrownBy(() -> Initialiser.normal(0, 0))
                .hasMessage("making a normal initialiser: mean 0.0, deviation 0.0; expected a deviation above 0");
        assertThatThrownBy(() -> Initialiser.orthogonal(-1))
                .hasMessage("making an orthogonal initialiser: the gain is -1.0; expected above 0");
    }
}
