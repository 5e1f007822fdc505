package dev.fovea.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.Loader;
import dev.fovea.nn.Network;
import dev.fovea.optim.Sgd;
import dev.fovea.tensor.Parameter;

import org.junit.jupiter.api.Test;

class MemoryNeedsTest {
    private static final int SAMPLE = 28 * 28 + Integer.BYTES;

    @Test
    void countsDataWeightsAndWorkspaces() {
        Training training = Small.trainer().start();
        MemoryNeeds needs = training.memoryNeeds();
        assertThat(needs.data()).isEqualTo((230 + 100) * SAMPLE);
        Network network = training.network();
        long momentum = network.parameters().stream().mapToLong(parameter -> parameter.shape().size()).sum();
        long values = network.all().stream().map(Parameter::shape).mapToLong(shape -> shape.size()).sum();
        assertThat(needs.weights()).isEqualTo(2 * Float.BYTES * (values + momentum));
        // At least the outputs of the first convolution, in blocks of 16 samples.
        assertThat(needs.step()).isBetween(32 * 6 * 12 * 12 * 4L, 20_000_000L);
        assertThat(needs.evaluation()).isBetween(100 * 6 * 12 * 12 * 4L, 20_000_000L);
        assertThat(needs.total()).isEqualTo(needs.data() + needs.weights() + needs.step() + needs.evaluation());
    }

    @Test
    void largerBatchesNeedMore() {
        Loader large = Loader.of(Small.DATA.train(), 192).shuffled(5);
        MemoryNeeds more = Trainer.of(Small.network(), large).withOptimiser(Sgd.of()).start().memoryNeeds();
        MemoryNeeds less = Trainer.of(Small.network(), Small.loader()).withOptimiser(Sgd.of()).start().memoryNeeds();
        assertThat(more.step()).isGreaterThan(2 * less.step());
        assertThat(more.weights()).isEqualTo(less.weights());
        assertThat(less.evaluation()).isZero();
    }

    @Test
    void askingChangesNothing() {
        Training training = Small.trainer().start();
        training.memoryNeeds();
        training.run();
        assertThat(training.network().sha256()).isEqualTo(Small.trainer().train().network().sha256());
    }
}
