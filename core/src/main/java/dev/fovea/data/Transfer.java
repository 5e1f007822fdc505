package dev.fovea.data;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/// One HTTP transfer into a [PartialFile], from where it ends on.
///
/// Ranges and their conditions: RFC 9110, sections 13.1.5 and 14.
final class Transfer {
    /// How a transfer ended.
    sealed interface Result {
        /// All bytes are there, and their sum is right.
        record Complete() implements Result {}

        /// Something was wrong; a second transfer from the same mirror may go further, or not.
        record Failure(String reason, boolean worthRetrying) implements Result {}
    }

    private final HttpClient client;
    private final RemoteFile file;
    private final PartialFile partial;
    private final Duration stallTimeout;
    private final Consumer<? super DataEvent> listener;

    Transfer(
            HttpClient client,
            RemoteFile file,
            PartialFile partial,
            Duration stallTimeout,
            Consumer<? super DataEvent> listener) {
        this.client = client;
        this.file = file;
        this.partial = partial;
        this.stallTimeout = stallTimeout;
        this.listener = listener;
    }

    /// Asks one address for what is missing.
    Result run(URI address) throws IOException, InterruptedException {
        if (partial.length() > file.bytes()) {
            partial.clear();
        }
        long from = partial.length();
        if (from == file.bytes()) {
            return check(true);
        }
        listener.accept(new DataEvent.Started(file, address, from));
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response;
        try {
            response = client.send(request(address, from), HttpResponse.BodyHandlers.ofPublisher());
        } catch (IOException failed) {
            return new Result.Failure(describe(failed), false);
        }
        BodyReader body = new BodyReader();
        response.body().subscribe(body);
        try {
            @Nullable Result refused = accept(response, from);
            return refused != null ? refused : receive(body, response.statusCode() == 206);
        } finally {
            body.cancel();
        }
    }

    private HttpRequest request(URI address, long from) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(stallTimeout)
                        .header("Accept-Encoding", "identity")
                        .header("User-Agent", "fovea");
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
            String version = partial.version();
            if (!version.isEmpty()) {
                request.header("If-Range", version);
            }
        }
        return request.build();
    }

    /// Looks at the head of the answer and makes the partial file ready for its body; null when the body may come.
    private @Nullable Result accept(HttpResponse<?> response, long from) throws IOException {
        HttpHeaders headers = response.headers();
        switch (response.statusCode()) {
            case 200 -> {
                partial.clear();
                partial.rememberVersion(version(headers));
            }
            case 206 -> {
                String range = headers.firstValue("Content-Range").orElse("");
                if (!range.startsWith("bytes " + from + "-")) {
                    partial.clear();
                    return new Result.Failure("asked for the bytes from " + from + ", got '" + range + "'", true);
                }
            }
            case 416 -> {
                partial.clear();
                return new Result.Failure("it has no bytes from " + from + " on (HTTP status 416)", true);
            }
            default -> {
                return new Result.Failure("HTTP status " + response.statusCode(), false);
            }
        }
        return null;
    }

    /// What identifies the server's version of the file: its strong entity tag, or else the date of its last change.
    private static String version(HttpHeaders headers) {
        String tag = headers.firstValue("ETag").orElse("");
        return !tag.isEmpty() && !tag.startsWith("W/") ? tag : headers.firstValue("Last-Modified").orElse("");
    }

    private Result receive(BodyReader body, boolean resumed) throws IOException, InterruptedException {
        while (true) {
            switch (body.next(stallTimeout.toMillis())) {
                case null -> {
                    return new Result.Failure(
                            "no byte for "
                                    + stallTimeout.toMillis() / 1000.0
                                    + " s after byte "
                                    + partial.length()
                                    + " of "
                                    + file.bytes(),
                            true);
                }
                case BodyReader.Part.Bytes(List<ByteBuffer> buffers) -> {
                    for (ByteBuffer buffer : buffers) {
                        partial.append(buffer);
                    }
                    if (partial.length() > file.bytes()) {
                        partial.clear();
                        return new Result.Failure("it sent more than the " + file.bytes() + " bytes expected", resumed);
                    }
                    listener.accept(new DataEvent.Progressed(file, partial.length(), file.bytes()));
                    body.request();
                }
                case BodyReader.Part.End(Throwable failure) -> {
                    if (partial.length() < file.bytes()) {
                        return new Result.Failure(
                                "it ended after byte " + partial.length() + " of " + file.bytes(), true);
                    }
                    return check(resumed);
                }
            }
        }
    }

    private Result check(boolean resumed) throws IOException {
        String sum = partial.sha256();
        if (sum.equals(file.sha256())) {
            return new Result.Complete();
        }
        partial.clear();
        return new Result.Failure(
                "its SHA-256 is " + sum + ", expected " + file.sha256() + "; the bytes were thrown away", resumed);
    }

    private static String describe(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "its name cannot be resolved";
            }
        }
        return switch (failure) {
            case HttpTimeoutException timeout -> "no answer in time (" + timeout.getMessage() + ")";
            case ConnectException refused -> "no connection" + detail(refused);
            default -> failure.getClass().getSimpleName() + detail(failure);
        };
    }

    private static String detail(IOException failure) {
        return failure.getMessage() == null ? "" : " (" + failure.getMessage() + ")";
    }
}
