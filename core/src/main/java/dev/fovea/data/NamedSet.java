package dev.fovea.data;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A public set that is known by name: its classes, its files, and where they are published.
///
/// @param name what it is called on a command line
/// @param classNames its classes, by label
/// @param files its four IDX files in gzip, with the published sums
public record NamedSet(String name, List<String> classNames, List<RemoteFile> files) {
    /// MNIST: Y. LeCun, C. Cortes, C. J. C. Burges, handwritten digits, 60,000 + 10,000 grey images of 28 x 28. The
    /// sums are those that torchvision and TensorFlow check.
    public static final NamedSet MNIST =
            new NamedSet(
                    "mnist",
                    List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                    files(
                            List.of(
                                    URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
                                    URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/")),
                            new long[] {9_912_422, 28_881, 1_648_877, 4_542},
                            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"));

    /// Fashion-MNIST: H. Xiao, K. Rasul, R. Vollgraf, arXiv:1708.07747, clothes, 60,000 + 10,000 grey images of 28 x
    /// 28. The sums are those of the files whose MD5 the authors published; Debian's package packs the same contents
    /// anew, so its files differ.
    public static final NamedSet FASHION_MNIST =
            new NamedSet(
                    "fashion-mnist",
                    List.of(
                            "T-shirt/top",
                            "Trouser",
                            "Pullover",
                            "Dress",
                            "Coat",
                            "Sandal",
                            "Shirt",
                            "Sneaker",
                            "Bag",
                            "Ankle boot"),
                    files(
                            List.of(
                                    URI.create(
                                            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
                                    URI.create("https://storage.googleapis.com/tensorflow/tf-keras-datasets/"),
                                    URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")),
                            new long[] {26_421_880, 29_515, 4_422_102, 5_148},
                            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"));

    /// All sets that can be downloaded.
    public static final List<NamedSet> ALL = List.of(MNIST, FASHION_MNIST);

    /// Copies the lists.
    public NamedSet {
        classNames = List.copyOf(classNames);
        files = List.copyOf(files);
    }

    /// Finds a set.
    ///
    /// @param name its name
    /// @return the set, or nothing where no set has that name
    public static Optional<NamedSet> find(String name) {
        return ALL.stream().filter(set -> set.name.equals(name)).findFirst();
    }

    private static List<RemoteFile> files(List<URI> mirrors, long[] bytes, String... sums) {
        List<String> names =
                List.of(
                        "train-images-idx3-ubyte.gz",
                        "train-labels-idx1-ubyte.gz",
                        "t10k-images-idx3-ubyte.gz",
                        "t10k-labels-idx1-ubyte.gz");
        List<RemoteFile> files = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            files.add(new RemoteFile(names.get(i), bytes[i], sums[i], mirrors));
        }
        return files;
    }
}
