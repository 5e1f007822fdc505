package dev.fovea.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What `bench/run` understands.
class OptionsTest {
    @Test
    void measuresEverythingUnlessToldOtherwise() {
        Options options = Options.of(List.of());
        assertThat(options.jobs())
                .extracting(Job::toString)
                .containsExactly("train A", "train B", "train C", "train D", "predict A", "predict D");
        assertThat(options.sides()).contains("fovea", "pytorch", "tensorflow", "onnxruntime");
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.measure()).isTrue();
    }

    @Test
    void chosenPeersMeetOurselves() {
        Options options = Options.of(List.of("--work", "A,E", "--peers", "pytorch,onnxruntime", "--rounds", "5"));
        assertThat(options.sides()).containsExactly("fovea", "pytorch", "onnxruntime");
        assertThat(options.jobs())
                .containsExactly(new Job("train", "A"), new Job("predict", "A"), new Job("predict", "D"));
        assertThat(options.rounds()).isEqualTo(5);
    }

    @Test
    void quickIsOnePeer() {
        Options options = Options.of(List.of("--quick"));
        assertThat(options.sides()).containsExactly("fovea", Options.QUICK_PEER);
        assertThat(options.jobs()).containsExactly(new Job("train", "A"), new Job("predict", "A"));
    }

    @Test
    void twoOptionsThatSayWhatIsMeasuredAreAMistake() {
        assertThatThrownBy(() -> Options.of(List.of("--start", "--rounds", "1", "--work", "A")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bench/run: --start and --work each say what is measured; give one of them");
    }

    @Test
    void startsAreMeasuredWithAWarmUpToo() {
        assertThat(Options.of(List.of("--start", "--peers", "tensorflow")).sides())
                .containsExactly("fovea", "tensorflow", "fovea-warm");
        assertThat(Options.of(List.of("--start")).sides()).containsOnlyOnce("fovea-warm");
        assertThat(Options.of(List.of("--work", "A", "--peers", "fovea-warm")).sides()).contains("fovea");
        assertThat(Contender.of("fovea-warm").does(new Job("start", "A"))).isTrue();
        assertThat(Contender.of("fovea-warm").does(new Job("train", "A"))).isFalse();
        assertThat(Contender.of("fovea-warm").does(new Job("read", "idx"))).isFalse();
    }

    @Test
    void notEverySideDoesEverything() {
        Contender side = Contender.of("onnxruntime");
        assertThat(side.does(new Job("train", "A"))).isFalse();
        assertThat(side.does(new Job("predict", "A"))).isTrue();
        assertThat(Contender.of("dl4j").does(new Job("train", "A"))).isTrue();
        assertThat(Contender.of("dl4j").does(new Job("predict", "D"))).isFalse();
    }

    @Test
    void growingNetworksAreFoveasAlone() {
        Options options = Options.of(List.of("--scaling", "--threads", "2"));
        assertThat(options.jobs()).contains(new Job("scale", "lenet-4-28-2"), new Job("scale", "small-1-224-2"));
        assertThat(options.jobs()).allMatch(Job::oursAlone);
        assertThat(Contender.of("pytorch").does(options.jobs().getFirst())).isFalse();
        assertThat(Scaling.all(2)).allMatch(one -> Scaling.of(one.toString()).equals(one));
    }

    @Test
    void mistakesAreExplained() {
        assertThatThrownBy(() -> Options.of(List.of("--fast")))
                .hasMessageContaining("unknown option \"--fast\"")
                .hasMessageContaining("--quick");
        assertThatThrownBy(() -> Options.of(List.of("--peers", "pytroch")))
                .hasMessageContaining("there is no \"pytroch\"")
                .hasMessageContaining("pytorch");
        assertThatThrownBy(() -> Options.of(List.of("--rounds"))).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> Options.of(List.of("--rounds", "x")))
                .hasMessage("bench/run: --rounds x: expected a whole number from 1, such as --rounds 2");
        assertThatThrownBy(() -> Options.of(List.of("--threads", "0"))).hasMessageContaining("--threads 0");
        assertThatThrownBy(() -> Job.of(List.of("F"))).hasMessageContaining("no \"F\"");
    }
}
