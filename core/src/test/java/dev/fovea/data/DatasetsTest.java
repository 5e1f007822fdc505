package dev.fovea.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class DatasetsTest {
    @TempDir Path folder;

    @Test
    void locationsComeFromTheEnvironment() {
        Path home = Path.of("/home/someone");
        DataLocations all = DataLocations.of(Map.of("FOVEA_DATA", "/data", "XDG_CACHE_HOME", "/caches"), home);
        assertEquals(
                List.of(Path.of("/data/mnist"), Path.of("/caches/fovea/mnist"), Path.of("/usr/share/datasets/mnist")),
                all.foldersOf("mnist"));
        DataLocations relative = DataLocations.of(Map.of("FOVEA_DATA", "", "XDG_CACHE_HOME", "caches"), home);
        assertEquals(
                List.of(Path.of("/home/someone/.cache/fovea/mnist"), Path.of("/usr/share/datasets/mnist")),
                relative.foldersOf("mnist"));
        assertNull(DataLocations.of(Map.of(), null).cache());
    }

    @Test
    void theFirstFolderWithTheSetIsTaken() throws IOException {
        write("system/mnist", 1);
        assertEquals(1, load("mnist").train().size());
        write("cache/mnist", 2);
        assertEquals(2, load("mnist").train().size());
        write("given/mnist", 3);
        assertEquals(3, load("mnist").train().size());
        assertEquals(10, load("mnist").train().classNames().size());
    }

    @Test
    void anIncompleteFolderIsNamedRatherThanSkipped() throws IOException {
        write("system/mnist", 1);
        write("given/mnist", 2);
        Files.delete(folder.resolve("given/mnist/t10k-images-idx3-ubyte"));
        assertEquals(
                "finding the set mnist: "
                        + folder.resolve("given/mnist")
                        + " has no t10k-images-idx3-ubyte; add what is missing or take the folder away",
                assertThrows(DataException.class, () -> load("mnist")).getMessage());
    }

    @Test
    void offlineSaysWhereItLookedAndWhatHelps() {
        assertEquals(
                "finding the set fashion-mnist: it is not in "
                        + folder.resolve("given/fashion-mnist")
                        + ", not in "
                        + folder.resolve("cache/fashion-mnist")
                        + ", not in "
                        + folder.resolve("system/fashion-mnist")
                        + ", and being offline it is not downloaded; put its four IDX files into one of these folders,"
                        + " or name a folder of sets with FOVEA_DATA, or use the built-in set 'digits'",
                assertThrows(DataUnavailableException.class, () -> load("fashion-mnist")).getMessage());
    }

    @Test
    void aFolderIsReadByItsPath() throws IOException {
        Path path = write("somewhere/mine", 2);
        Splits mine = load(path.toString());
        assertEquals("mine", mine.train().name());
        assertEquals(List.of("0", "1"), mine.train().classNames());
        Path clothes = write("somewhere/fashion-mnist", 2);
        assertEquals("Trouser", load(clothes + "/").train().classNames().get(1));
    }

    @Test
    void whatIsNoSetIsNamedWithASuggestion() throws IOException {
        assertEquals(
                "finding the data 'mnits': it is neither a set's name ("
                        + String.join(", ", Datasets.names())
                        + ") nor a path that exists; did you mean \"mnist\"?",
                assertThrows(DataException.class, () -> load("mnits")).getMessage());
        assertEquals(
                "reading pictures from "
                        + folder
                        + ": it has no files; expected a folder for each class with PNG, JPEG, GIF or BMP files in it (or"
                        + " the IDX files of images and labels, such as train-images-idx3-ubyte.gz)",
                assertThrows(DataException.class, () -> load(folder.toString())).getMessage());
        Path file = Files.writeString(folder.resolve("notes.txt"), "words");
        assertEquals(
                "reading the data "
                        + file
                        + ": expected a folder with the four IDX files of training and test images and labels"
                        + " (train-images-idx3-ubyte, with or without .gz, ...), or a folder or zip archive with a folder of"
                        + " pictures for each class",
                assertThrows(DataException.class, () -> load(file.toString())).getMessage());
    }

    @Test
    void publishedSetsNameTheirFiles() {
        for (NamedSet set : NamedSet.ALL) {
            assertEquals(4, set.files().size());
            for (RemoteFile file : set.files()) {
                assertEquals(64, file.sha256().length());
                file.mirrors()
                        .forEach(mirror -> assertEquals('/', mirror.getPath().charAt(mirror.getPath().length() - 1)));
            }
        }
    }

    private Splits load(String name) throws IOException {
        DataLocations locations =
                new DataLocations(folder.resolve("given"), folder.resolve("cache"), folder.resolve("system"));
        Downloader never = new Downloader(Duration.ofMillis(1), Duration.ofMillis(1), 1);
        return Datasets.load(name, new DataOptions(locations, true, never, event -> {}));
    }

    private Path write(String name, int samples) throws IOException {
        Path set = Files.createDirectories(folder.resolve(name));
        IdxFolderTest.write(set, "-idx#-ubyte", new byte[samples], new byte[] {1});
        return set;
    }
}
