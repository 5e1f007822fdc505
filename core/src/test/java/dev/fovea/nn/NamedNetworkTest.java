package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.shape.Shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "1, 28, 28, 10", "1, 28, 28, 47", "3, 32, 32, 10", "1, 8, 8, 10", "1, 1, 1, 2", "1, 2, 2, 2", "1, 3, 50, 3",
        "3, 64, 64, 200", "3, 96, 96, 10", "1, 20, 20, 2", "1, 19, 19, 2", "1, 21, 35, 4", "1, 16, 200, 5",
                "3, 224, 224, 100"
    })
    void itFitsAnySize(int channels, int height, int width, int classes) {
        for (NamedNetwork named : NamedNetwork.values()) {
            Shape sample = Shape.of(channels, height, width);
            Network network = Network.of(sample, 1, named.layers(sample, classes));
            assertThat(network.parameters().getLast().shape()).isEqualTo(Shape.of(classes));
            assertThat(network.toString()).contains("total");
        }
    }

    @Test
    void digitsGetTheNetworkOfTheLiterature() {
        assertThat(NamedNetwork.LENET.layers(Shape.of(1, 28, 28), 10)).isEqualTo(NamedNetwork.LENET.layers(10));
        assertThat(NamedNetwork.LENET.layers(10).toString()).doesNotContain("same").doesNotContain("padding");
        assertThat(NamedNetwork.LENET.layers(10)).hasSize(11);
        assertThat(NamedNetwork.LENET_TANH.layers(10)).hasSize(10);
        assertThatThrownBy(() -> NamedNetwork.LENET.layers(Shape.of(28, 28), 10))
                .hasMessageContaining("expected images [channels, height, width]");
    }
}
