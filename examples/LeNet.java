// Expected: accuracy 0.988 or better on MNIST's test set after 3 epochs.
// Run it: fovea exec examples/LeNet.java [DATA [EPOCHS]]

import static dev.fovea.nn.Layers.*;

import module dev.fovea.core;

void main(String[] arguments) throws Exception {
    var data = Datasets.load(arguments.length > 0 ? arguments[0] : "mnist");
    var epochs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    var network =
            Network.of(
                    Shape.of(1, 28, 28),
                    1,
                    conv(20, 5),
                    relu(),
                    maxPool(2),
                    conv(50, 5),
                    relu(),
                    maxPool(2),
                    flatten(),
                    dense(500),
                    relu(),
                    dense(10));
    var training =
            Trainer.of(network, Loader.of(data.train(), 100).shuffled(1))
                    .withSchedule(Schedule.OneCycle.of(.003))
                    .withEpochs(epochs)
                    .withEvaluation(data.test())
                    .train();
    IO.println("accuracy " + training.last().accuracy());
}
