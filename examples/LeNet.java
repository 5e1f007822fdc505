// Expected: accuracy 0.988 or better on MNIST's test set after 3 epochs.
// Run it: fovea exec examples/LeNet.java [DATA [EPOCHS]]

import static dev.fovea.nn.Layers.*;

import module dev.fovea.core;

Layer block(int filters) {
    return chain(conv(filters, 5), relu(), maxPool(2));
}

void main(String[] arguments) throws Exception {
    var data = Datasets.load(arguments.length > 0 ? arguments[0] : "mnist");
    var epochs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    var network = Network.of(Shape.of(1, 28, 28), 1, block(20), block(50), flatten(), dense(500), relu(), dense(10));
    var loader = Loader.of(data.train(), 100).shuffled(1);
    var schedule = Schedule.OneCycle.of(.003);
    var trainer = Trainer.of(network, loader).withSchedule(schedule).withEpochs(epochs).withEvaluation(data.test());
    IO.println("accuracy " + trainer.train().last().accuracy());
}
