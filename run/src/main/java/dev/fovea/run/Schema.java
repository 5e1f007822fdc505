package dev.fovea.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All keys of a run file: what they take, what they are without being said, and what they mean. Reader, writer and
/// documentation take them from here.
public final class Schema {
    /// What a key takes.
    public sealed interface Type {
        /// Any text.
        record Text() implements Type {
            @Override
            public String toString() {
                return "text";
            }
        }

        /// A whole number.
        ///
        /// @param least the smallest
        record Whole(long least) implements Type {
            @Override
            public String toString() {
                return least == Long.MIN_VALUE ? "a whole number" : "a whole number from " + least;
            }
        }

        /// A number.
        record Decimal() implements Type {
            @Override
            public String toString() {
                return "a number";
            }
        }

        /// True or false.
        record Flag() implements Type {
            @Override
            public String toString() {
                return "true or false";
            }
        }

        /// One of some words.
        ///
        /// @param words all of them
        record Choice(List<String> words) implements Type {
            /// Copies the list.
            public Choice {
                words = List.copyOf(words);
            }

            @Override
            public String toString() {
                return String.join(", ", words);
            }
        }

        /// Something with a form of its own.
        ///
        /// @param words what it looks like
        record Tree(String words) implements Type {
            @Override
            public String toString() {
                return words;
            }
        }
    }

    /// One key.
    ///
    /// @param path its name, with a dot between names within each other
    /// @param type what it takes
    /// @param usual what it is where it is not said: YAML of a tree, one word of the others; empty for nothing
    /// @param meaning what it does
    public record Key(String path, Type type, String usual, String meaning) {}

    private static final Type TEXT = new Type.Text();
    private static final Type NUMBER = new Type.Decimal();
    private static final Type FLAG = new Type.Flag();

    private static final Map<String, Key> KEYS = index(all());

    private Schema() {}

    private static List<Key> all() {
        List<Key> keys = new ArrayList<>();
        keys.add(new Key("name", TEXT, "run", "what a folder is called after where `--out` names none"));
        about(keys);
        data(keys);
        network(keys);
        steps(keys);
        loop(keys);
        augmentation(keys);
        watching(keys);
        keys.add(new Key("device", TEXT, "cpu", "what computes: `cpu`"));
        keys.add(new Key("threads", whole(0), "0", "threads that compute, 0 for all processors; changes no bit"));
        keys.add(
                new Key(
                        "vector",
                        choice("auto", "scalar", "128", "256", "512"),
                        "auto",
                        "the vectors that compute; changes no bit"));
        return keys;
    }

    private static void about(List<Key> keys) {
        keys.add(new Key("about.reproduces", TEXT, "", "for people: what the run file does again, and from where"));
        keys.add(new Key("about.differs", TEXT, "", "for people: where it departs from that, and why"));
        keys.add(new Key("about.reported", TEXT, "", "for people: the figures that are reported there"));
        keys.add(new Key("about.measured", TEXT, "", "for people: the figures that were measured here"));
    }

    private static void data(List<Key> keys) {
        keys.add(new Key("data", TEXT, "mnist", "what is trained on: the name of a set, or a path (see data.md)"));
        keys.add(
                new Key(
                        "label",
                        TEXT,
                        "",
                        "the column of labels in a CSV file; one called `label` or the like where nothing is said"));
        keys.add(
                new Key(
                        "transposed",
                        FLAG,
                        "false",
                        "whether stored images have rows and columns exchanged, as EMNIST's"));
        keys.add(new Key("planes", FLAG, "false", "whether the colours in a CSV file stand plane by plane"));
        keys.add(new Key("trainSamples", whole(0), "0", "only so many of the first to train on; 0 for all"));
        keys.add(new Key("testSamples", whole(0), "0", "only so many of the first to test on; 0 for all"));
        keys.add(
                new Key(
                        "split.train",
                        NUMBER,
                        "0",
                        "the part of the training samples that is trained on, such as 0.8; the others are evaluated"
                                + " instead of the test set; 0 for no split, but of data without a test set 0.8 at random"));
        keys.add(
                new Key(
                        "split.holdOut",
                        whole(0),
                        "0",
                        "how many of the training samples are not trained on but evaluated, instead of `split.train`"));
        keys.add(
                new Key(
                        "split.order",
                        choice("given", "random"),
                        "given",
                        "whether the last samples are split off, or some at random by `split.seed`"));
        keys.add(new Key("split.seed", whole(Long.MIN_VALUE), "1", "fixes a random split"));
        preparation(keys);
    }

    private static void preparation(List<Key> keys) {
        keys.add(new Key("preparation.mean", NUMBER, "", "subtracted from pixels over 255; MNIST's is 0.1307"));
        keys.add(new Key("preparation.deviation", NUMBER, "", "what they are divided by then; MNIST's is 0.3081"));
        keys.add(
                new Key(
                        "preparation.scale",
                        NUMBER,
                        "",
                        "instead: what pixels of 0 to 255 are multiplied by; 1 / 255 where nothing is said"));
        keys.add(new Key("preparation.shift", NUMBER, "", "what is added then; 0 where nothing is said"));
        keys.add(
                new Key(
                        "preparation.form",
                        choice("suited", "digit", "picture"),
                        "suited",
                        "how pictures become samples: `digit` cuts out, centres and turns light on dark, `picture`"
                                + " resizes, `suited` takes what suits the data"));
        keys.add(
                new Key(
                        "preparation.size",
                        TEXT,
                        "suited",
                        "height and width of the network's images, such as `28x28`; `suited` for those of the data"));
        keys.add(
                new Key(
                        "preparation.colour",
                        choice("suited", "grey", "colour"),
                        "suited",
                        "whether the network's images are grey or coloured; `suited` as the data are"));
        keys.add(new Key("preparation.box", whole(1), "20", "with `digit`: the box, in pixels, that the digit fills"));
        keys.add(
                new Key(
                        "preparation.polarity",
                        choice("suited", "judged", "light-on-dark", "dark-on-light"),
                        "suited",
                        "with a `form`: whether ink is lighter or darker than its ground; what is dark on light is"
                                + " inverted; `suited` is `judged` for `digit` and `light-on-dark` for `picture`"));
    }

    private static void network(List<Key> keys) {
        keys.add(
                new Key(
                        "network",
                        new Type.Tree("a list of layers, or the name of a network"),
                        "",
                        "the layers; named ones fit themselves to the images and classes; must be there"));
        keys.add(
                new Key(
                        "numerics",
                        choice("fast", "direct"),
                        "fast",
                        "how convolutions are computed: `fast` takes Winograd's filtering where a table of geometries says"
                                + " so, `direct` sums term by term; the bits differ, and the model remembers it"));
        String initialiser = "such as `{normal: 0.01}`, `{uniform: 0.07}`, `heNormal`, `zeros`";
        keys.add(
                new Key(
                        "initialiser.weight",
                        new Type.Tree("an initialiser"),
                        "",
                        "the first weights of layers that say none of their own, "
                                + initialiser
                                + "; Xavier's (Glorot's) uniform ones where nothing is said"));
        keys.add(
                new Key(
                        "initialiser.bias",
                        new Type.Tree("an initialiser"),
                        "",
                        "likewise the first biases; 0 where nothing is said"));
    }

    private static void steps(List<Key> keys) {
        keys.add(
                new Key(
                        "loss",
                        choice("crossEntropy", "summedCrossEntropy"),
                        "crossEntropy",
                        "what is made small: the mean over a batch, or the sum"));
        keys.add(new Key("labelSmoothing", NUMBER, "0", "how much of each label is spread over all classes, below 1"));
        keys.add(
                new Key(
                        "optimiser",
                        new Type.Tree("sgd, rmsProp, adam or adamW, with options"),
                        "adam",
                        "how weights change, such as `{sgd: {momentum: 0.9, weightDecay: 0.00001}}`"));
        keys.add(
                new Key(
                        "learningRate",
                        new Type.Tree("a number or a schedule"),
                        "",
                        "such as 0.05, `{step: {rate: 0.1, every: 5}}`, `{cosine: 0.05}`, `{warmUp: {epochs: 1, then:"
                                + " 0.1}}`, `{oneCycle: 0.003}`, `{plateau: 0.003}`; the optimiser's own where nothing is"
                                + " said"));
        keys.add(
                new Key(
                        "clipping",
                        new Type.Tree("{norm: x} or {value: x}"),
                        "",
                        "how gradients are kept small; not at all where nothing is said"));
        keys.add(
                new Key(
                        "averaging",
                        NUMBER,
                        "0",
                        "the decay of a moving average of the weights, such as 0.999, which is then what is evaluated"
                                + " and saved as the model; 0 for none"));
    }

    private static void loop(List<Key> keys) {
        keys.add(new Key("epochs", whole(1), "1", "how often each sample is seen"));
        keys.add(new Key("batchSize", whole(1), "100", "samples in a step"));
        keys.add(new Key("shuffle", FLAG, "true", "whether each epoch has an order of its own"));
        keys.add(new Key("dropLast", FLAG, "false", "whether a short last batch is left out"));
        keys.add(
                new Key(
                        "seed",
                        whole(Long.MIN_VALUE),
                        "1",
                        "fixes everything: first weights, order, augmentation, dropout"));
    }

    private static void augmentation(List<Key> keys) {
        keys.add(key("shift", "pixels that an image moves at most, each way, drawn evenly"));
        keys.add(key("turn", "degrees that it turns at most, each way, drawn evenly"));
        keys.add(key("scale", "how much larger or smaller it becomes at most, such as 0.1, drawn evenly"));
        keys.add(key("elastic", "deviation, in pixels, of the points of a grid that bends it"));
        keys.add(new Key("augmentation.elasticGrid", whole(2), "7", "pixels between the points of that grid"));
        keys.add(key("flip", "the probability that left and right are exchanged"));
        keys.add(key("brightness", "how much brighter or darker it becomes at most, such as 0.2, drawn evenly"));
        keys.add(
                new Key(
                        "augmentation.erase",
                        whole(0),
                        "0",
                        "the side, in pixels, of a square that becomes 0, around any pixel"));
        keys.add(key("noise", "the deviation of normal noise on the scaled inputs"));
    }

    private static Key key(String augmentation, String meaning) {
        return new Key("augmentation." + augmentation, NUMBER, "0", meaning);
    }

    private static void watching(List<Key> keys) {
        keys.add(
                new Key(
                        "evaluation",
                        choice("suited", "test", "none"),
                        "suited",
                        "what is evaluated before the first and after each epoch: `suited` is what was split off, or the"
                                + " test set where there is no split"));
        keys.add(
                new Key(
                        "evaluateEvery",
                        NUMBER,
                        "0",
                        "seconds after which, at the earliest, it is evaluated again within an epoch; 0 for never"));
        keys.add(
                new Key(
                        "finalTest",
                        FLAG,
                        "false",
                        "whether the test set is evaluated once, when all epochs are done"));
        keys.add(
                new Key(
                        "saveBest",
                        FLAG,
                        "false",
                        "whether the best epoch is kept in `best.safetensors`, ties included"));
        keys.add(
                new Key(
                        "keep",
                        new Type.Tree("a list of epochs such as [0, 1, 19]"),
                        "[]",
                        "epochs whose state is kept; 0 is before training"));
        keys.add(new Key("report", FLAG, "true", "whether `report.html` is written at the end"));
        keys.add(new Key("logEvery", whole(0), "0", "a line every so many batches; 0 for none"));
        keys.add(
                new Key(
                        "movingAverage",
                        NUMBER,
                        "0.01",
                        "what a batch's loss counts in the moving average that these lines show"));
        keys.add(new Key("targetAccuracy", NUMBER, "0", "the accuracy at which training stops; 0 for none"));
        keys.add(
                new Key(
                        "converged",
                        whole(0),
                        "0",
                        "with a `plateau`: epochs without a new best, at the smallest rate, after which it stops; 0 for"
                                + " never"));
    }

    private static Type whole(long least) {
        return new Type.Whole(least);
    }

    private static Type choice(String... words) {
        return new Type.Choice(List.of(words));
    }

    private static Map<String, Key> index(List<Key> keys) {
        Map<String, Key> index = new LinkedHashMap<>();
        keys.forEach(key -> index.put(key.path, key));
        return index;
    }

    /// All keys.
    ///
    /// @return in the order of the documentation
    public static List<Key> keys() {
        return List.copyOf(KEYS.values());
    }

    /// A key.
    ///
    /// @param path its name, with dots
    /// @return the key
    static Key of(String path) {
        Key key = KEYS.get(path);
        if (key == null) {
            throw new IllegalStateException("reading the key " + path + " of a run file: the schema does not have it");
        }
        return key;
    }

    /// The names that stand directly within a key, or at the top.
    ///
    /// @param prefix empty, or a key and a dot
    /// @return in order
    static List<String> within(String prefix) {
        return KEYS.keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).replaceFirst("\\..*", ""))
                .distinct()
                .toList();
    }

    /// The keys as the table of the documentation.
    ///
    /// @return Markdown
    public static String toMarkdown() {
        StringBuilder table = new StringBuilder("| key | takes | default | what it says |\n|---|---|---|---|\n");
        for (Key key : keys()) {
            table.append("| `").append(key.path).append("` | ").append(key.type).append(" | ");
            table.append(key.usual.isEmpty() ? "" : "`" + key.usual + "`");
            table.append(" | ").append(key.meaning).append(" |\n");
        }
        return table.toString();
    }
}
