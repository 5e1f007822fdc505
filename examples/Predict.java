// Expected: the digits of docs/samples, each with a probability above 0.5, by a model of accuracy 0.99.
// Run it: fovea exec examples/Predict.java runs/a docs/samples/3-300x300-light-on-dark.png

import module dev.fovea.core;

void main(String[] arguments) throws Exception {
    var classifier = Classifier.load(Path.of(arguments[0]));
    for (var picture : Arrays.asList(arguments).subList(1, arguments.length)) {
        IO.println(picture + ": " + classifier.predict(ImageFiles.read(Path.of(picture))));
    }
}
