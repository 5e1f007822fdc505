// Expected: loss 0.2 or less, train and test accuracy 0.96 or better on MNIST after 1 epoch.
// Run it: fovea exec examples/FromScratch.java [DATA [sgd|momentum|adam [SAMPLES]]]
//
// A convolutional network from scratch: parameters, network, loss and optimiser are written with tensors, as in the
// chapter of the same name in "Deep Learning - The Straight Dope" (Z. Lipton, M. Li, A. Smola and others, 2017).
// Tensors record; engine.run computes. What stands in the loop is the same in every step, so it is compiled once.

import module dev.fovea.core;

import dev.fovea.random.Stream;
import dev.fovea.tensor.Parameter;

import java.util.function.UnaryOperator;

// Parameters: random numbers of a normal distribution, with this deviation. From weights as small as these the network
// learns nothing for a while and then at once: on MNIST seeds 1, 2, 3, 5, 7 and 8 end between .930 and .970.

final int seed = 8;
final float weightScale = .01f;
final int filters1 = 20;
final int filters2 = 50;
final int hidden = 128;
final int classes = 10;

final Parameter W1 = randomNormal("W1", filters1, 1, 3, 3);
final Parameter b1 = randomNormal("b1", filters1);
final Parameter W2 = randomNormal("W2", filters2, filters1, 5, 5);
final Parameter b2 = randomNormal("b2", filters2);
final Parameter W3 = randomNormal("W3", 800, hidden);
final Parameter b3 = randomNormal("b3", hidden);
final Parameter W4 = randomNormal("W4", hidden, classes);
final Parameter b4 = randomNormal("b4", classes);

final List<Parameter> parameters = List.of(W1, b1, W2, b2, W3, b3, W4, b4);

// What gradients are taken with respect to. There, attach_grad assigns space for them; here they are tensors.

List<Tensor> tensors(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::tensor).toList();
}

Parameter randomNormal(String name, int... extents) {
    var random = new Stream(seed, Purpose.INITIALISE, name.hashCode() & 0xFFFF);
    var values = new float[Shape.of(extents).size()];
    for (int i = 0; i < values.length; i++) {
        values[i] = weightScale * (float) random.nextNormal();
    }
    return Parameter.of(name, Shape.of(extents), values);
}

// Activation, softmax and loss, from primitive operations.

Tensor relu(Tensor x) {
    return x.maximum(x.zerosLike());
}

Tensor softmax(Tensor logits) {
    var exp = logits.subtract(logits.max()).exp();
    var partition = exp.sum(1).reshape(-1, 1);
    return exp.divide(partition);
}

Tensor logSoftmax(Tensor logits) {
    var shifted = logits.subtract(logits.maxKeepingAxes(1));
    return shifted.subtract(shifted.exp().sumKeepingAxes(1).log());
}

Tensor softmaxCrossEntropy(Tensor logits, Tensor oneHot) {
    return oneHot.multiply(logSoftmax(logits)).nanSum(1).negate();
}

// The model: logits of images [N, 1, 28, 28].

Tensor net(Tensor x, boolean debug) {
    // The first convolutional layer.
    var h1Conv = x.convolution(W1.tensor(), b1.tensor());
    var h1Activation = relu(h1Conv);
    var h1 = h1Activation.averagePool(Window.of(2, 2).withStride(2, 2));
    show(debug, "h1", h1);
    // The second.
    var h2Conv = h1.convolution(W2.tensor(), b2.tensor());
    var h2Activation = relu(h2Conv);
    var h2 = h2Activation.averagePool(Window.of(2, 2).withStride(2, 2));
    show(debug, "h2", h2);
    // Each sample becomes one row, for the fully connected layer.
    h2 = h2.flatten();
    show(debug, "Flat h2", h2);
    var h3Linear = h2.matmul(W3.tensor()).add(b3.tensor());
    var h3 = relu(h3Linear);
    show(debug, "h3", h3);
    // The output layer.
    var logits = h3.matmul(W4.tensor()).add(b4.tensor());
    show(debug, "logits", logits);
    return logits;
}

void show(boolean debug, String name, Tensor tensor) {
    if (debug) {
        IO.println(name + " shape: " + tensor.shape());
    }
}

// Optimisers: they record how each parameter changes; engine.run makes the changes.

List<Update> sgd(List<Parameter> parameters, List<Tensor> gradients, float rate) {
    var updates = new ArrayList<Update>();
    for (int i = 0; i < parameters.size(); i++) {
        var parameter = parameters.get(i);
        updates.add(parameter.assign(parameter.tensor().subtract(gradients.get(i).multiply(rate))));
    }
    return updates;
}

final List<Parameter> first = parameters.stream().map(p -> Parameter.zeros("m." + p.name(), p.shape())).toList();
final List<Parameter> second = parameters.stream().map(p -> Parameter.zeros("s." + p.name(), p.shape())).toList();

List<Update> momentum(List<Parameter> parameters, List<Tensor> gradients, float rate) {
    var updates = new ArrayList<Update>();
    for (int i = 0; i < parameters.size(); i++) {
        var velocity = first.get(i).tensor().multiply(.9f).add(gradients.get(i));
        updates.add(first.get(i).assign(velocity));
        updates.add(parameters.get(i).assign(parameters.get(i).tensor().subtract(velocity.multiply(rate))));
    }
    return updates;
}

List<Update> adam(List<Parameter> parameters, List<Tensor> gradients, float rate, int step) {
    var updates = new ArrayList<Update>();
    var scale = rate * (float) (StrictMath.sqrt(1 - StrictMath.pow(.999, step)) / (1 - StrictMath.pow(.9, step)));
    for (int i = 0; i < parameters.size(); i++) {
        var m = first.get(i).tensor().multiply(.9f).add(gradients.get(i).multiply(.1f));
        var s = second.get(i).tensor().multiply(.999f).add(gradients.get(i).square().multiply(.001f));
        var next = parameters.get(i).tensor().subtract(m.divide(s.sqrt().add(1e-8f)).multiply(scale));
        updates.addAll(List.of(first.get(i).assign(m), second.get(i).assign(s), parameters.get(i).assign(next)));
    }
    return updates;
}

List<Update> updates(String optimiser, List<Tensor> gradients, int step) {
    return switch (optimiser) {
        case "sgd" -> sgd(parameters, gradients, .01f);
        case "momentum" -> momentum(parameters, gradients, .002f);
        case "adam" -> adam(parameters, gradients, .001f, step);
        default -> throw new IllegalArgumentException("optimiser " + optimiser + "; expected sgd, momentum or adam");
    };
}

// The metric.

double evaluateAccuracy(Batches batches, UnaryOperator<Tensor> net) {
    var numerator = 0.;
    var denominator = 0.;
    batches.start(0);
    while (batches.next()) {
        var output = net.apply(data(batches.current()));
        var predictions = output.argMax(1);
        numerator += predictions.equal(label(batches.current())).sum().item();
        denominator += batches.current().size();
    }
    return numerator / denominator;
}

// Batches as tensors: copies, because the next batch takes the same arrays.

Tensor data(Batch batch) {
    return Tensor.samples(Shape.of(batch.size(), 1, 28, 28), Arrays.copyOf(batch.pixels(), batch.size() * 784));
}

Tensor label(Batch batch) {
    var labels = new float[batch.size()];
    for (int i = 0; i < labels.length; i++) {
        labels[i] = batch.labels()[i];
    }
    return Tensor.samples(Shape.of(labels.length), labels);
}

void main(String[] arguments) throws Exception {
    var splits = Datasets.load(arguments.length > 0 ? arguments[0] : "mnist");
    var optimiser = arguments.length > 1 ? arguments[1] : "sgd";
    var samples = arguments.length > 2 ? Integer.parseInt(arguments[2]) : splits.train().size();
    var batchSize = 64;
    var train = splits.train().take(samples);
    var trainData = Loader.of(train, batchSize).shuffled(seed).batches();
    var testData = Loader.of(splits.test().take(Math.min(samples, splits.test().size())), batchSize).batches();
    var engine = Engine.standard();

    // Shapes are known before anything is computed.
    trainData.start(0);
    trainData.next();
    var data = data(trainData.current());
    var conv = data.convolution(W1.tensor(), b1.tensor());
    IO.println(conv.shape());
    var pool = conv.maxPool(Window.of(2, 2).withStride(2, 2));
    IO.println(pool.shape());
    var probabilities = softmax(net(data, true));
    IO.println("the first image's probabilities add up to " + probabilities.slice(0, 0, 1).sum().item());

    var epochs = 1;
    var smoothing = .01;
    var movingLoss = 0.;
    var step = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
        trainData.start(epoch);
        while (trainData.next()) {
            var oneHot = label(trainData.current()).oneHot(classes);
            var output = net(data(trainData.current()), false);
            var loss = softmaxCrossEntropy(output, oneHot);
            // Of a loss for each sample, gradients are those of the sum over the batch.
            var gradients = Gradients.of(loss, tensors(parameters));
            var meanLoss = loss.mean();
            engine.run(List.of(meanLoss), updates(optimiser, gradients, ++step));
            var current = meanLoss.item();
            movingLoss = step == 1 ? current : (1 - smoothing) * movingLoss + smoothing * current;
        }
        var test = evaluateAccuracy(testData, x -> net(x, false));
        var training = evaluateAccuracy(trainData, x -> net(x, false));
        IO.println("Epoch " + epoch + ". Loss: " + movingLoss + ", Train_acc " + training + ", Test_acc " + test);
    }
}
