package dev.fovea.data;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Hands the parts of an HTTP body to the thread that waits for them, and tells when none comes any more.
///
/// The JDK's streams wait for ever where a server keeps the connection open and sends nothing; here every wait has an
/// end.
final class BodyReader implements Flow.Subscriber<List<ByteBuffer>> {
    /// What the connection's thread hands over.
    sealed interface Part {
        /// Bytes in order.
        record Bytes(List<ByteBuffer> buffers) implements Part {}

        /// Nothing follows; a failure if the connection broke.
        record End(@Nullable Throwable failure) implements Part {}
    }

    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;

    /// Waits for the next part.
    ///
    /// @return null when none came in time
    @Nullable Part next(long milliseconds) throws InterruptedException {
        return parts.poll(milliseconds, TimeUnit.MILLISECONDS);
    }

    /// Says that the part has been used, so that the next may be sent.
    void request() {
        Flow.Subscription current = subscription;
        if (current != null) {
            current.request(1);
        }
    }

    /// Ends the transfer.
    void cancel() {
        Flow.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        parts.add(new Part.Bytes(buffers));
    }

    @Override
    public void onError(Throwable failure) {
        parts.add(new Part.End(failure));
    }

    @Override
    public void onComplete() {
        parts.add(new Part.End(null));
    }
}
