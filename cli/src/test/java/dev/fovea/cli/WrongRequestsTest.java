package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.Dataset;
import dev.fovea.data.Digits;
import dev.fovea.data.Splits;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// What goes wrong is said in a sentence: what was attempted, what was found and where, what was expected. The exit
/// code is 2 where the request or an input is wrong, 1 where the work failed; nobody sees a stack trace.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongRequestsTest {
    private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /// A request and what is said about it.
    ///
    /// @param command words; `~` stands for the folder of this test, `+` for a space within a word
    /// @param code the exit code
    /// @param said parts of the message
    private record Request(String command, int code, String... said) {}

    @BeforeAll
    void makeFiles(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Splits digits = Digits.draw(1, 40, 20);
        Path set = Files.createDirectory(folder.resolve("set"));
        byte[] images = images(digits.train());
        byte[] labels = labels(digits.train());
        write(set, images, labels);
        Files.write(set.resolve("t10k-images-idx3-ubyte"), images(digits.test()));
        Files.write(set.resolve("t10k-labels-idx1-ubyte"), labels(digits.test()));
        byte[] zipped = zipped(images);
        variant("cut", Arrays.copyOf(images, images.length - 100), labels);
        variant("magic", labels, labels);
        variant("fewer", images, Arrays.copyOf(labels, 20));
        Path gz = copy("gz");
        Files.delete(gz.resolve("train-images-idx3-ubyte"));
        Files.write(gz.resolve("train-images-idx3-ubyte.gz"), Arrays.copyOf(zipped, zipped.length / 2));
        Path noGz = copy("nogz");
        Files.delete(noGz.resolve("train-images-idx3-ubyte"));
        Files.write(noGz.resolve("train-images-idx3-ubyte.gz"), new byte[50]);
        Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("text.png"), "This is no picture.");
        Files.write(folder.resolve("nothing.png"), new byte[0]);
        Files.writeString(folder.resolve("file"), "x");
        Files.writeString(folder.resolve("bad.yaml"), "epochs: [1\n");
        assertThat(run("train ~/set --set network=linear --epochs 1 --out ~/done --quiet")).as(err.toString()).isZero();
        assertThat(run("train ~/set --set network=[flatten,{dense:+5},{dense:+10}] --epochs 1 --out ~/other --quiet"))
                .isZero();
        byte[] checkpoint = Files.readAllBytes(folder.resolve("done/checkpoint.safetensors"));
        Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(checkpoint, checkpoint.length - 40));
        Files.write(folder.resolve("head.safetensors"), Arrays.copyOf(checkpoint, 6));
        Files.writeString(folder.resolve("text.safetensors"), "no checkpoint at all, but some longer text");
        Files.write(folder.resolve("other/checkpoint.safetensors"), checkpoint);
    }

    private void variant(String name, byte[] images, byte[] labels) throws IOException {
        write(copy(name), images, labels);
    }

    private Path copy(String name) throws IOException {
        Path target = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(folder.resolve("set"))) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        return target;
    }

    private static void write(Path set, byte[] images, byte[] labels) throws IOException {
        Files.write(set.resolve("train-images-idx3-ubyte"), images);
        Files.write(set.resolve("train-labels-idx1-ubyte"), labels);
    }

    private static byte[] images(Dataset samples) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + samples.size() * 784);
        bytes.putInt(0x803).putInt(samples.size()).putInt(28).putInt(28);
        for (int i = 0; i < samples.size(); i++) {
            bytes.put(samples.image(i).pixels());
        }
        return bytes.array();
    }

    private static byte[] labels(Dataset samples) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + samples.size()).putInt(0x801).putInt(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            bytes.put((byte) samples.label(i));
        }
        return bytes.array();
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(zipped)) {
            zip.write(bytes);
        }
        return zipped.toByteArray();
    }

    private static List<Request> requests() {
        return List.of(
                new Request("train ~/set --epoch 3", 2, "--epoch", "--epochs", "fovea train --help"),
                new Request(
                        "train ~/set --epochs 0", 2, "option --epochs: epochs is 0, expected a whole number from 1"),
                new Request("train ~/set --epochs", 2, "option '--epochs'"),
                new Request(
                        "train ~/set --batch-size 0",
                        2,
                        "option --batch-size: batchSize is 0, expected a whole number from 1"),
                new Request(
                        "train ~/set --learning-rate NaN --epochs 1 --out ~/nan",
                        2,
                        "option --learning-rate: got \"NaN\"; expected a number of at least 0"),
                new Request(
                        "train ~/set --learning-rate -1 --epochs 1 --out ~/minus",
                        2,
                        "option --learning-rate: got \"-1\"; expected a number of at least 0"),
                new Request("train ~/set --seed x", 2, "option --seed: seed is x, expected a whole number"),
                new Request(
                        "train ~/set --threads -1",
                        2,
                        "option --threads: threads is -1, expected a whole number from 0"),
                new Request("train ~/set --threads 100000", 2, "100000 threads; expected 1 to 1024"),
                new Request(
                        "train ~/set --vector 1024",
                        2,
                        "option --vector: vector is 1024; expected auto, scalar, 128, 256, 512"),
                new Request(
                        "train ~/set --vector fast",
                        2,
                        "option --vector: vector is fast; expected auto, scalar, 128, 256, 512"),
                new Request(
                        "train ~/set --device tpu",
                        2,
                        "choosing the device \"tpu\": there is no such device; expected cpu"),
                new Request("train ~/set --recipe lenett", 2, "did you mean \"lenet\"?; expected one of"),
                new Request(
                        "train ~/set --set networks=linear",
                        2,
                        "the run file has no key \"networks\"; did you mean \"network\"?"),
                new Request("train ~/set --set network=linaer", 2, "did you mean \"linear\"?"),
                new Request("train ~/set --run ~/bad.yaml", 2, "~/bad.yaml, line 2: ", "expected YAML"),
                new Request(
                        "train ~/set --run ~/set",
                        2,
                        "reading the run file ~/set: it is a folder; expected a file in YAML"),
                new Request("train ~/set more", 2, "'more'"),
                new Request("train ~/empty", 2, "~/empty"),
                new Request("train ~/nowhere", 2, "~/nowhere"),
                new Request(
                        "train ~/cut",
                        2,
                        "reading ~/cut/train-images-idx3-ubyte: it ends at byte 31276; expected 31376 bytes",
                        "cut short"),
                new Request(
                        "train ~/magic",
                        2,
                        "bytes 0 to 3 are 0x00000801; expected 0x00000803",
                        "are images and labels swapped?"),
                new Request("train ~/fewer", 2, "train-labels-idx1-ubyte: it ends at byte 20; expected 48 bytes"),
                new Request(
                        "train ~/gz", 2, "train-images-idx3-ubyte.gz: its gzip data end early", "fetch the file again"),
                new Request(
                        "train ~/nogz",
                        2,
                        "bytes 0 to 3 are 0x00000000; expected 0x00000803",
                        "is this the right file?"),
                new Request(
                        "train ~/set --out ~/done",
                        2,
                        "beginning a run in ~/done: it exists already; expected a new folder; name another with --out, or go on with --resume ~/done"),
                new Request(
                        "train ~/set --out ~/file/run",
                        2,
                        "beginning a run in ~/file/run: the folder cannot be made",
                        "name another with --out"),
                new Request(
                        "train ~/set --out /proc/fovea",
                        2,
                        "beginning a run in /proc/fovea: the folder cannot be made",
                        "name another with --out"),
                new Request(
                        "train --resume ~/nowhere",
                        2,
                        "going on with the run of ~/nowhere: it has no run.yaml; expected the folder of a run"),
                new Request("train --resume ~/file", 2, "going on with the run of ~/file: it has no run.yaml"),
                new Request("train --resume ~/other --epochs 2", 2, "~/other/checkpoint.safetensors"),
                new Request("evaluate", 2, "'MODEL', 'DATA'", "fovea evaluate --help"),
                new Request(
                        "evaluate ~/done ~/set --split tset", 2, "got the split \"tset\"; expected train, test or all"),
                new Request("evaluate ~/done ~/empty", 2, "~/empty"),
                new Request(
                        "evaluate ~/done/checkpoint.safetensor ~/set",
                        2,
                        "checkpoint.safetensor: there is no such model; expected a .safetensors file or the folder of a run"),
                new Request(
                        "evaluate ~/cut.safetensors ~/set",
                        2,
                        "the tensors take 94200 bytes, behind the header the file has 94160; it is cut off"),
                new Request(
                        "evaluate ~/head.safetensors ~/set",
                        2,
                        "it has 6 bytes, expected a safetensors file, of 8 bytes at least"),
                new Request("evaluate ~/text.safetensors ~/set", 2, "it is cut off or no safetensors file"),
                new Request("evaluate ~/text.png ~/set", 2, "it is cut off or no safetensors file"),
                new Request(
                        "evaluate ~/set ~/set",
                        2,
                        "the folder has neither best.safetensors nor checkpoint.safetensors; expected the folder of a run"),
                new Request("predict ~/done", 2, "'INPUT'"),
                new Request(
                        "predict ~/done ~/text.png",
                        2,
                        "reading the image ~/text.png: it begins with the bytes 5468697320697320; expected a PNG, JPEG, GIF or BMP file"),
                new Request(
                        "predict ~/done ~/nothing.png",
                        2,
                        "reading the image ~/nothing.png: it is empty; expected a PNG"),
                new Request("predict ~/done ~/set#", 2, "expected a number from 0 to 19 after '#'"),
                new Request("predict ~/done ~/set#-1", 2, "expected a number from 0 to 19 after '#'"),
                new Request("predict ~/done ~/set#1 --top 0", 2, "option --top: got 0; expected at least 1"),
                new Request(
                        "predict ~/done ~/set#1 --csv ~/nowhere/p.csv", 2, "~/nowhere/p.csv: no such file or folder"),
                new Request("predict ~/done ~/set#1 --csv ~/set", 2, "~/set: it is a folder; expected a file"),
                new Request("exec", 2, "'FILE.java'"),
                new Request("exec ~/set", 2, "running ~/set: there is no such file; expected a Java program"),
                new Request(
                        "exec ~/text.png",
                        2,
                        "running ~/text.png: its name does not end in .java; expected a Java program"),
                new Request("trian", 2, "'trian'", "fovea train"));
    }

    @TestFactory
    Stream<DynamicTest> isExplained() {
        return requests().stream().map(request -> DynamicTest.dynamicTest(request.command, () -> check(request)));
    }

    private void check(Request request) {
        int code = run(request.command);
        String said = err.toString(StandardCharsets.UTF_8).replace(folder.toString(), "~");
        assertThat(code).as(said).isEqualTo(request.code);
        assertThat(said).doesNotContain("\tat ", "Exception", "internal error");
        assertThat(said).contains(request.said);
    }

    private int run(String command) {
        out.reset();
        err.reset();
        var terminal = new Terminal(new PrintStream(out, true), new PrintStream(err, true), false, 80, false, false);
        String[] arguments = command.split(" ");
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = arguments[i].replace("~", folder.toString()).replace("+", " ");
        }
        return Main.run(terminal, arguments);
    }
}
