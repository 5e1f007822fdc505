// Expected: accuracy 0.96 or better on MNIST's test set after 1 epoch.
// Run it: fovea exec examples/HandWrittenLoop.java [DATA]
//
// A network of two dense layers, written with tensors, and stochastic gradient descent, written as a loop: nothing is
// hidden. Tensors record; engine.run computes.

import module dev.fovea.core;

import dev.fovea.tensor.Parameter;

final Parameter weight1 = normal("weight1", 784, 128, .05);
final Parameter bias1 = Parameter.zeros("bias1", Shape.of(128));
final Parameter weight2 = normal("weight2", 128, 10, .1);
final Parameter bias2 = Parameter.zeros("bias2", Shape.of(10));
final List<Parameter> parameters = List.of(weight1, bias1, weight2, bias2);

Parameter normal(String name, int rows, int columns, double deviation) {
    var random = new dev.fovea.random.Stream(1, Purpose.INITIALISE, rows);
    var values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * random.nextNormal());
    }
    return Parameter.of(name, Shape.of(rows, columns), values);
}

/// The logits of a batch, `[N, 10]`.
Tensor network(Tensor pixels) {
    var hidden = pixels.flatten().matmul(weight1.tensor(), bias1.tensor()).relu();
    return hidden.matmul(weight2.tensor(), bias2.tensor());
}

void main(String[] arguments) throws Exception {
    var data = Datasets.load(arguments.length > 0 ? arguments[0] : "mnist");
    var engine = Engine.standard();
    var batches = Loader.of(data.train(), 50).shuffled(1).droppingLast().batches();
    batches.start(0);
    for (int step = 0; batches.next(); step++) {
        var loss = network(pixels(batches.current())).crossEntropy(labels(batches.current())).mean();
        var gradients = Gradients.of(loss, parameters.stream().map(Parameter::tensor).toList());
        var rate = .5f * (1 - (float) step / batches.count());
        var updates = new ArrayList<Update>();
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            updates.add(parameter.assign(parameter.tensor().subtract(gradients.get(i).multiply(rate))));
        }
        engine.run(List.of(loss), updates);
        if (step % 200 == 0) {
            IO.println("step " + step + " loss " + loss.item());
        }
    }
    IO.println("accuracy " + accuracy(data.test()));
}

double accuracy(Dataset test) {
    var correct = 0.;
    var batches = Loader.of(test, 500).batches();
    batches.start(0);
    while (batches.next()) {
        var hits = network(pixels(batches.current())).argMax(1).equal(labels(batches.current()));
        correct += hits.sum().item();
    }
    return correct / test.size();
}

Tensor pixels(Batch batch) {
    return Tensor.samples(Shape.of(batch.size(), 784), Arrays.copyOf(batch.pixels(), batch.size() * 784));
}

Tensor labels(Batch batch) {
    var labels = new float[batch.size()];
    for (int i = 0; i < labels.length; i++) {
        labels[i] = batch.labels()[i];
    }
    return Tensor.samples(Shape.of(labels.length), labels);
}
