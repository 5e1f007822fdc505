package dev.fovea.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Downloads files whose length and SHA-256 are known.
///
/// A file grows under its name with `.part` and gets its own name only when it is complete and its sum is right, in one
/// step. A transfer that broke is taken up where it ended, in the same run or a later one; what the server says about
/// its version (kept in `.part.version`) goes along, so that a changed file is sent anew. Mirrors are tried in order,
/// each [attempts][#attempts] times while bytes still come. A wrong sum is refused: the bytes are deleted, and if they
/// came in several transfers the same mirror gets one fresh start.
///
/// @param connectTimeout how long a connection may take
/// @param stallTimeout how long a server may send nothing
/// @param attempts how many transfers are begun at one mirror, at least 1
public record Downloader(Duration connectTimeout, Duration stallTimeout, int attempts) {
    /// Ten seconds to connect, thirty without a byte, three transfers per mirror.
    public static final Downloader STANDARD = new Downloader(Duration.ofSeconds(10), Duration.ofSeconds(30), 3);

    /// Downloads a file, or does nothing where it is already there.
    ///
    /// @param file the file and its mirrors
    /// @param target where it goes; missing folders are made
    /// @param listener is told what happens
    /// @throws DataUnavailableException if no mirror gave the right bytes; the message has the reason for each
    /// @throws DataException if another process is downloading the same file
    /// @throws IOException if the file cannot be written, or the thread is interrupted
    public void fetch(RemoteFile file, Path target, Consumer<? super DataEvent> listener) throws IOException {
        if (Files.exists(target)) {
            return;
        }
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path part = target.resolveSibling(target.getFileName() + ".part");
        HttpClient client =
                HttpClient.newBuilder()
                        .connectTimeout(connectTimeout)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        try (FileChannel channel =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            lock(channel, part);
            if (Files.exists(target)) {
                Files.delete(part);
                return; // Another process has just finished it.
            }
            PartialFile partial = new PartialFile(channel, part.resolveSibling(part.getFileName() + ".version"));
            fetchFromMirrors(new Transfer(client, file, partial, stallTimeout, listener), file, listener);
            channel.force(true);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            partial.forgetVersion();
            listener.accept(new DataEvent.Fetched(file, target));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            InterruptedIOException ended = new InterruptedIOException("downloading " + file.name() + ": interrupted");
            ended.initCause(interrupted);
            throw ended;
        } finally {
            client.shutdownNow();
        }
    }

    private static void lock(FileChannel channel, Path part) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException held) {
            lock = null;
        }
        if (lock == null) {
            throw new DataException(
                    "downloading to "
                            + part
                            + ": another download is writing to it; wait until it has ended, then try again");
        }
    }

    private void fetchFromMirrors(Transfer transfer, RemoteFile file, Consumer<? super DataEvent> listener)
            throws IOException, InterruptedException {
        List<String> reasons = new ArrayList<>();
        for (URI mirror : file.mirrors()) {
            URI address = mirror.resolve(file.name());
            for (int attempt = 1; attempt <= attempts; attempt++) {
                Transfer.Result result = transfer.run(address);
                if (result instanceof Transfer.Result.Complete) {
                    return;
                }
                Transfer.Result.Failure failure = (Transfer.Result.Failure) result;
                listener.accept(new DataEvent.Failed(file, address, failure.reason()));
                if (!failure.worthRetrying() || attempt == attempts) {
                    reasons.add(address + ": " + failure.reason());
                    break;
                }
            }
        }
        throw new DataUnavailableException(
                "downloading "
                        + file.name()
                        + ": no mirror gave it ("
                        + String.join("; ", reasons)
                        + "); check the network, or fetch the file by hand");
    }
}
