package dev.fovea.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Who takes part, and how its process is started.
enum Contender {
    /// Ourselves, as shipped.
    FOVEA("fovea", "", "dev.fovea.bench.peers.FoveaSide", ""),

    /// Ourselves with direct convolutions.
    FOVEA_DIRECT("fovea-direct", "", "dev.fovea.bench.peers.FoveaDirectSide", ""),

    /// Ourselves with a warm-up, which changes how a training starts and nothing else.
    FOVEA_WARM("fovea-warm", "", "dev.fovea.bench.peers.FoveaWarmSide", ""),

    /// PyTorch's libtorch. Its matrix library would start threads of its own beside PyTorch's: that costs four fifths
    /// of the speed. JavaCPP would end the process where it takes four times Java's heap, and 10,000 pictures through a
    /// ResNet-20 at once take more.
    PYTORCH(
            "pytorch",
            "pytorch",
            "dev.fovea.bench.peers.pytorch.TorchSide",
            "OMP_NUM_THREADS={threads} OPENBLAS_NUM_THREADS=1",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"),

    /// TensorFlow in graph mode.
    TENSORFLOW("tensorflow", "tensorflow", "dev.fovea.bench.peers.tensorflow.TensorFlowSide", "TF_CPP_MIN_LOG_LEVEL=2"),

    /// DL4J.
    DL4J(
            "dl4j",
            "dl4j",
            "dev.fovea.bench.peers.dl4j.Dl4jSide",
            "OMP_NUM_THREADS={threads} OMP_WAIT_POLICY=PASSIVE OPENBLAS_NUM_THREADS={threads}"),

    /// ONNX Runtime, which predicts only.
    ONNXRUNTIME("onnxruntime", "onnxruntime", "dev.fovea.bench.peers.onnxruntime.OnnxSide", "");

    private final String label;
    private final String module;
    private final String sideClass;
    private final String environment;
    private final String javaOptions;

    Contender(String label, String module, String sideClass, String environment) {
        this(label, module, sideClass, environment, "");
    }

    Contender(String label, String module, String sideClass, String environment, String javaOptions) {
        this.label = label;
        this.module = module;
        this.sideClass = sideClass;
        this.environment = environment;
        this.javaOptions = javaOptions;
    }

    /// The name in results and on the command line.
    String label() {
        return label;
    }

    /// Whether this is Fovea, in whatever variant.
    boolean ours() {
        return module.isEmpty();
    }

    /// Whether it can do a job.
    boolean does(Job job) {
        return switch (this) {
            case FOVEA -> true;
            case FOVEA_WARM -> job.part().equals("start");
            case ONNXRUNTIME -> job.part().equals("predict");
            // 10,000 images of ResNet-20 take it many minutes.
            case DL4J -> !job.oursAlone() && !job.equals(new Job("predict", "D"));
            case FOVEA_DIRECT, PYTORCH, TENSORFLOW -> !job.oursAlone();
        };
    }

    static Contender of(String label) {
        return Arrays.stream(values())
                .filter(contender -> contender.label.equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "choosing sides: there is no \""
                                        + label
                                        + "\"; expected some of "
                                        + Arrays.stream(values()).map(Contender::label).toList()));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private static Path folder(Path bench, String module) {
        return module.isEmpty() ? bench.resolve("target") : bench.resolve("peers").resolve(module).resolve("target");
    }

    /// The jars of this side: its own, and what Maven noted that it needs.
    private List<Path> classPath(Path bench) throws IOException {
        Path folder = folder(bench, module);
        Path noted = folder.resolve("classpath");
        if (!Files.isRegularFile(noted)) {
            throw new IOException(
                    "starting " + label + ": " + noted + " is missing; expected bench/run to have built this side");
        }
        List<Path> jars = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "fovea-bench*.jar")) {
            files.forEach(jars::add);
        }
        for (String jar : Files.readString(noted).strip().split(":")) {
            jars.add(Path.of(jar));
        }
        return jars;
    }

    /// The size of what has to be downloaded for this engine, in bytes: its jars, without ours.
    long download(Path bench) throws IOException {
        long bytes = 0;
        for (Path jar : classPath(bench)) {
            boolean fovea = jar.getFileName().toString().startsWith("fovea-") || jar.toString().contains("jmh");
            bytes += fovea || !Files.isRegularFile(jar) ? 0 : Files.size(jar);
        }
        return bytes;
    }

    /// A process that does a job.
    ///
    /// @param place where things are
    /// @param words for [SideProcess]: part, work and settings
    ProcessBuilder process(Setting place, List<String> words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(place.java().toString());
        if (ours()) {
            command.addAll(place.launcherOptions());
        } else {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xmx2g"));
        }
        command.addAll(words(javaOptions));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(String.join(":", classPath(place.bench()).stream().map(Path::toString).toList()));
        command.addAll(List.of(SideProcess.class.getName(), label, sideClass));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        for (String setting : words(environment.replace("{threads}", String.valueOf(place.threads())))) {
            String[] pair = setting.split("=", 2);
            builder.environment().put(pair[0], pair[1]);
        }
        return builder;
    }

    /// Where things are, and what is the same for all.
    ///
    /// @param bench the folder `bench`
    /// @param java the program
    /// @param launcherOptions Java's options as `fovea train` has them
    /// @param threads that every side may use
    record Setting(Path bench, Path java, List<String> launcherOptions, int threads) {
        /// Copies the list.
        Setting {
            launcherOptions = List.copyOf(launcherOptions);
        }
    }
}
