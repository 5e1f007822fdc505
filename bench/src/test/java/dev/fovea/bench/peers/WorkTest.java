package dev.fovea.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.data.Splits;
import dev.fovea.nn.Network;
import dev.fovea.tensor.Parameter;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

/// The works are what the tables say they are.
class WorkTest {
    /// By hand: for A 576 * 500 + 64 * 25000 + 800 * 500 + 500 * 10 multiply-adds forward.
    @Test
    void countsTheArithmeticOfEachWork() {
        assertThat(Operations.of(Work.A.network()).forward())
                .isEqualTo(2.0 * (576 * 500 + 64 * 25_000 + 800 * 500 + 500 * 10));
        assertThat(megaflops(Work.A)).isCloseTo(13.18, within(.005));
        assertThat(megaflops(Work.B)).isCloseTo(8.60, within(.005));
        assertThat(megaflops(Work.C)).isCloseTo(13.26, within(.005));
        assertThat(Operations.of(Work.D.network()).forward() / 2e6).isCloseTo(41, within(.5));
    }

    private static double megaflops(Work work) {
        return Operations.of(work.network()).training() / 1e6;
    }

    /// He et al. name 0.27 million parameters for 20 layers.
    @Test
    void residualNetworkHasTheSizeOfItsPaper() {
        Network network = Work.D.network();
        int parameters = network.parameters().stream().mapToInt(parameter -> parameter.shape().size()).sum();
        assertThat(parameters / 1e6).isCloseTo(.27, within(.005));
        assertThat(network.parameters().stream().map(Parameter::shape).filter(shape -> shape.rank() == 4).count())
                .isEqualTo(19 + 2);
    }

    @Test
    void patternsAreAlwaysTheSameAndOfAllClasses() {
        Splits first = Patterns.make();
        assertThat(first.train().hash()).isEqualTo(Patterns.make().train().hash());
        assertThat(first.train().size()).isEqualTo(Patterns.TRAIN_SIZE);
        assertThat(Arrays.stream(first.test().countsPerClass()).boxed().toList()).allMatch(count -> count > 50);
        assertThat(first.train().hash()).isNotEqualTo(first.test().hash());
    }
}
