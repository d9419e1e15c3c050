package io.astreaming.http;

import io.astreaming.port.Exchange;
import io.astreaming.port.ResponseHead;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request through the JDK's client. */
final class JdkExchange implements Exchange {
    private static final Duration PATIENCE_WITH_A_REST = Duration.ofMillis(100);

    private final BodyHandover body;
    private volatile @Nullable CompletableFuture<?> response;

    JdkExchange(Failures failures, Runnable arrived) {
        this.body = new BodyHandover(failures, PATIENCE_WITH_A_REST, arrived);
    }

    /** Sends the request, unless the exchange was cancelled meanwhile. Failures go to the reader. */
    void send(HttpClient client, HttpRequest request) {
        if (body.isOver()) {
            return;
        }
        CompletableFuture<?> sent = client.sendAsync(request, body);
        response = sent;
        var unused = sent.whenComplete((ignored, failure) -> {
            if (failure != null) {
                fail(failure);
            }
        });
        cancelRequest();
    }

    /** Ends the exchange with a failure, which goes to the reader. */
    void fail(Throwable failure) {
        body.onError(failure);
    }

    @Override
    public @Nullable ResponseHead head() {
        return body.head();
    }

    @Override
    public @Nullable ByteBuffer read() {
        return body.read();
    }

    @Override
    public void cancel() {
        body.cancel();
        cancelRequest();
    }

    /**
     * The subscription ends a body, the future what comes before one, and only that: the client may have lent the connection to
     * another request before it completes the future of this one.
     */
    private void cancelRequest() {
        CompletableFuture<?> sent = response;
        if (sent != null && body.isGivenUp()) {
            sent.cancel(true);
        }
    }

    @Override
    public void release() {
        if (!body.release()) {
            cancel();
        }
    }
}
