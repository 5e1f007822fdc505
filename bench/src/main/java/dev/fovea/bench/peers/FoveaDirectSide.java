package dev.fovea.bench.peers;

import dev.fovea.nn.DirectSums;
import dev.fovea.nn.Network;
import dev.fovea.tensor.Parameter;

/// Fovea with convolutions summed term by term, as `--set numerics=direct` has them: the same arithmetic as is counted.
public final class FoveaDirectSide implements Side {
    private final FoveaSide fovea;

    /// Fovea on this machine's best vectors.
    ///
    /// @param threads what it may use
    public FoveaDirectSide(int threads) {
        fovea = new FoveaSide(threads);
    }

    @Override
    public String version() {
        return fovea.version();
    }

    @Override
    public String tuning() {
        return "numerics: direct; " + fovea.tuning();
    }

    /// The same network with the same values.
    private static Network direct(Network network) {
        Network direct = Network.of(network.sampleShape(), network.seed(), DirectSums.of(network.layers()));
        for (Parameter parameter : network.all()) {
            direct.parameter(parameter.name()).set(parameter.values());
        }
        return direct;
    }

    @Override
    public Trained train(TrainingTask task) {
        return fovea.train(new TrainingTask(task.work(), direct(task.network()), task.data(), task.clock()));
    }

    @Override
    public Predictor predictor(Network network, float[] inputs, int count) {
        return fovea.predictor(direct(network), inputs, count);
    }
}
