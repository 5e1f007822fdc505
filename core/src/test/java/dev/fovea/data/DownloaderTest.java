package dev.fovea.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

class DownloaderTest {
    private static final int LENGTH = 100_000;
    private static final String TAG = "\"v1\"";

    /// A machine that is busy with other work does not stall in these tests.
    private static final Duration PATIENT = Duration.ofSeconds(60);

    private final Downloader downloader = new Downloader(PATIENT, PATIENT, 3);
    private final byte[] contents = new byte[LENGTH];
    private final List<DataEvent> events = new ArrayList<>();

    @TempDir Path folder;

    private Path target;
    private Path part;

    @BeforeEach
    void fill() {
        for (int i = 0; i < LENGTH; i++) {
            contents[i] = (byte) (i * 31 + (i >> 8));
        }
        target = folder.resolve("cache").resolve("file.gz");
        part = target.resolveSibling("file.gz.part");
    }

    @Test
    void aGoodFileArrivesWithItsProgress() throws IOException {
        try (FileServer server = new FileServer((request, out) -> whole(out))) {
            RemoteFile file = file(server.folder("a"));
            downloader.fetch(file, target, events::add);
            assertArrayEquals(contents, Files.readAllBytes(target));
            assertEquals("/a/file.gz", server.requests.getFirst().path());
            assertEquals(new DataEvent.Started(file, URI.create(server.folder("a") + "file.gz"), 0), events.getFirst());
            assertEquals(new DataEvent.Progressed(file, LENGTH, LENGTH), events.get(events.size() - 2));
            assertEquals(new DataEvent.Fetched(file, target), events.getLast());
            assertEquals(List.of("file.gz"), names());
            downloader.fetch(file, target, events::add);
            assertEquals(1, server.requests.size());
        }
    }

    @Test
    void aTruncatedTransferGoesOnWhereItEnded() throws IOException {
        try (FileServer server = new FileServer(this::truncatedThenRange)) {
            downloader.fetch(file(server.folder("a")), target, events::add);
            assertArrayEquals(contents, Files.readAllBytes(target));
            assertEquals(2, server.requests.size());
            assertEquals("bytes=40000-", server.requests.get(1).header("range"));
            assertEquals(TAG, server.requests.get(1).header("if-range"));
            assertEquals(List.of("it ended after byte 40000 of 100000"), failures());
        }
    }

    private void truncatedThenRange(FileServer.Request request, OutputStream out) throws IOException {
        if (request.header("range").isEmpty()) {
            FileServer.head(out, "200 OK", "Content-Length: " + LENGTH, "ETag: " + TAG);
            out.write(contents, 0, 40_000);
        } else {
            range(request, out);
        }
    }

    @Test
    void aLaterRunGoesOnToo() throws IOException {
        Downloader once = new Downloader(PATIENT, PATIENT, 1);
        try (FileServer server = new FileServer(this::truncatedThenRange)) {
            RemoteFile file = file(server.folder("a"));
            String message =
                    assertThrows(DataUnavailableException.class, () -> once.fetch(file, target, events::add))
                            .getMessage();
            assertEquals(
                    "downloading file.gz: no mirror gave it ("
                            + server.folder("a")
                            + "file.gz: it ended after byte"
                            + " 40000 of 100000); check the network, or fetch the file by hand",
                    message);
            assertEquals(40_000, Files.size(part));
            once.fetch(file, target, events::add);
            assertArrayEquals(contents, Files.readAllBytes(target));
            assertEquals("bytes=40000-", server.requests.get(1).header("range"));
            assertEquals(List.of("file.gz"), names());
        }
    }

    @Test
    void aFileThatHasChangedComesAnew() throws IOException {
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[500]);
        Files.writeString(part.resolveSibling("file.gz.part.version"), "\"v0\"");
        try (FileServer server = new FileServer((request, out) -> whole(out))) {
            downloader.fetch(file(server.folder("a")), target, events::add);
            assertArrayEquals(contents, Files.readAllBytes(target));
            assertEquals("\"v0\"", server.requests.getFirst().header("if-range"));
        }
    }

    @Test
    void aWrongSumIsRefusedAndTheNextMirrorAsked() throws IOException {
        try (FileServer server =
                new FileServer((request, out) -> {
                    if (request.path().startsWith("/bad")) {
                        FileServer.head(out, "200 OK", "Content-Length: " + LENGTH);
                        out.write(new byte[LENGTH]);
                    } else {
                        whole(out);
                    }
                })) {
            downloader.fetch(file(server.folder("bad"), server.folder("good")), target, events::add);
            assertArrayEquals(contents, Files.readAllBytes(target));
            String zeros = HexFormat.of().formatHex(DataHash.sha256().digest(new byte[LENGTH]));
            assertEquals(
                    List.of("its SHA-256 is " + zeros + ", expected " + sum() + "; the bytes were thrown away"),
                    failures());
            Path other = folder.resolve("other");
            RemoteFile bad = file(server.folder("bad"));
            assertThrows(DataUnavailableException.class, () -> downloader.fetch(bad, other, events::add));
            assertFalse(Files.exists(other));
        }
    }

    @Test
    void aDamagedBeginningIsFetchedOnceMore() throws IOException {
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[500]);
        try (FileServer server =
                new FileServer((request, out) -> {
                    if (request.header("range").isEmpty()) {
                        whole(out);
                    } else {
                        range(request, out);
                    }
                })) {
            downloader.fetch(file(server.folder("a")), target, events::add);
            assertArrayEquals(contents, Files.readAllBytes(target));
            assertEquals(2, server.requests.size());
            assertEquals("", server.requests.get(1).header("range"));
        }
    }

    @Test
    void aMissingFileIsSoughtAtTheNextMirror() throws IOException {
        try (FileServer server =
                new FileServer((request, out) -> {
                    if (request.path().startsWith("/none")) {
                        FileServer.head(out, "404 Not Found", "Content-Length: 0");
                    } else {
                        whole(out);
                    }
                })) {
            downloader.fetch(file(server.folder("none"), server.folder("there")), target, events::add);
            assertArrayEquals(contents, Files.readAllBytes(target));
            assertEquals(List.of("HTTP status 404"), failures());
            assertEquals(2, server.requests.size());
        }
    }

    @Test
    void aStalledTransferIsGivenUpAndResumed() throws IOException {
        try (FileServer server =
                new FileServer((request, out) -> {
                    if (request.header("range").isEmpty()) {
                        FileServer.head(out, "200 OK", "Content-Length: " + LENGTH, "ETag: " + TAG);
                        out.write(contents, 0, 70_000);
                        out.flush();
                        sleep();
                    } else {
                        range(request, out);
                    }
                })) {
            impatient(3).fetch(file(server.folder("a")), target, events::add);
            assertArrayEquals(contents, Files.readAllBytes(target));
            assertEquals(List.of("no byte for 3.0 s after byte 70000 of 100000"), failures());
            assertEquals("bytes=70000-", server.requests.get(1).header("range"));
        }
    }

    @Test
    void aSilentServerAndARefusedConnectionAreNamed() throws IOException {
        int closedPort;
        try (ServerSocket free = new ServerSocket(0)) {
            closedPort = free.getLocalPort();
        }
        URI closed = URI.create("http://127.0.0.1:" + closedPort + "/");
        try (FileServer server = new FileServer((request, out) -> sleep())) {
            RemoteFile file = file(closed, server.folder("silent"));
            String message =
                    assertThrows(DataUnavailableException.class, () -> impatient(1).fetch(file, target, events::add))
                            .getMessage();
            assertTrue(
                    message.startsWith("downloading file.gz: no mirror gave it (" + closed + "file.gz: no connection"),
                    message);
            assertTrue(
                    message.endsWith(
                            "; "
                                    + server.folder("silent")
                                    + "file.gz: no answer in time (request timed out));"
                                    + " check the network, or fetch the file by hand"),
                    message);
        }
    }

    @Test
    void moreBytesThanExpectedAreRefused() throws IOException {
        try (FileServer server =
                new FileServer((request, out) -> {
                    FileServer.head(out, "200 OK", "Content-Length: " + (LENGTH + 1));
                    out.write(new byte[LENGTH + 1]);
                })) {
            RemoteFile file = file(server.folder("a"));
            assertThrows(DataUnavailableException.class, () -> downloader.fetch(file, target, events::add));
            assertEquals(List.of("it sent more than the 100000 bytes expected"), failures());
        }
    }

    @Test
    void aWrongRangeAndAnUnsatisfiableOneStartAnew() throws IOException {
        Files.createDirectories(part.getParent());
        for (String status : List.of("206 Partial Content", "416 Range Not Satisfiable")) {
            Files.deleteIfExists(target);
            Files.write(part, Arrays.copyOf(contents, 500));
            try (FileServer server =
                    new FileServer((request, out) -> {
                        if (request.header("range").isEmpty()) {
                            whole(out);
                        } else {
                            FileServer.head(out, status, "Content-Range: bytes 7-9/10", "Content-Length: 0");
                        }
                    })) {
                downloader.fetch(file(server.folder("a")), target, events::add);
                assertArrayEquals(contents, Files.readAllBytes(target));
            }
        }
        assertEquals(
                List.of(
                        "asked for the bytes from 500, got 'bytes 7-9/10'",
                        "it has no bytes from 500 on (HTTP status 416)"),
                failures());
    }

    @Test
    void aSecondDownloadOfTheSameFileIsRefused() throws IOException {
        List<String> messages = new ArrayList<>();
        try (FileServer server = new FileServer((request, out) -> whole(out))) {
            RemoteFile file = file(server.folder("a"));
            downloader.fetch(
                    file,
                    target,
                    event -> {
                        if (event instanceof DataEvent.Started) {
                            messages.add(
                                    assertThrows(DataException.class, () -> downloader.fetch(file, target, events::add))
                                            .getMessage());
                        }
                    });
        }
        assertEquals(
                List.of(
                        "downloading to "
                                + part
                                + ": another download is writing to it; wait until it has ended, then try again"),
                messages);
    }

    @Test
    void aSetIsDownloadedIntoTheCacheAndFoundThere() throws IOException {
        Path made = Files.createDirectory(folder.resolve("made"));
        IdxFolderTest.write(made, "-idx#-ubyte.gz", new byte[] {2, 0, 1}, new byte[] {1});
        try (FileServer server =
                new FileServer((request, out) -> {
                    byte[] file = Files.readAllBytes(made.resolve(Path.of(request.path()).getFileName()));
                    FileServer.head(out, "200 OK", "Content-Length: " + file.length);
                    out.write(file);
                })) {
            List<RemoteFile> files = new ArrayList<>();
            for (RemoteFile file : NamedSet.MNIST.files()) {
                byte[] bytes = Files.readAllBytes(made.resolve(file.name()));
                String sum = HexFormat.of().formatHex(DataHash.sha256().digest(bytes));
                files.add(new RemoteFile(file.name(), bytes.length, sum, List.of(server.folder("set"))));
            }
            NamedSet set = new NamedSet("tiny", List.of("a", "b", "c"), files);
            DataLocations locations = new DataLocations(null, folder.resolve("cache"), folder.resolve("system"));
            DataOptions options = new DataOptions(locations, false, downloader, events::add);
            assertEquals(3, Datasets.loadNamed(set, options).train().size());
            assertInstanceOf(DataEvent.Found.class, events.getLast());
            assertEquals(4, server.requests.size());
            assertEquals(1, Datasets.loadNamed(set, options.withOffline(true)).test().size());
            assertEquals(4, server.requests.size());
        }
    }

    private void whole(OutputStream out) throws IOException {
        FileServer.head(out, "200 OK", "Content-Length: " + LENGTH, "ETag: " + TAG);
        out.write(contents);
    }

    private void range(FileServer.Request request, OutputStream out) throws IOException {
        int from = Integer.parseInt(request.header("range").replaceAll("[^0-9]", ""));
        FileServer.head(
                out,
                "206 Partial Content",
                "Content-Length: " + (LENGTH - from),
                "Content-Range: bytes " + from + "-" + (LENGTH - 1) + "/" + LENGTH,
                "ETag: " + TAG);
        out.write(contents, from, LENGTH - from);
    }

    private static Downloader impatient(int seconds) {
        return new Downloader(PATIENT, Duration.ofSeconds(seconds), 3);
    }

    private static void sleep() {
        try {
            Thread.sleep(20_000);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private RemoteFile file(URI... mirrors) {
        return new RemoteFile("file.gz", LENGTH, sum(), List.of(mirrors));
    }

    private String sum() {
        return HexFormat.of().formatHex(DataHash.sha256().digest(contents));
    }

    private List<String> failures() {
        return events.stream()
                .filter(DataEvent.Failed.class::isInstance)
                .map(event -> ((DataEvent.Failed) event).reason())
                .toList();
    }

    private List<String> names() throws IOException {
        try (java.util.stream.Stream<Path> files = Files.list(target.getParent())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
