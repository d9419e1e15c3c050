package io.astreaming.http;

import io.astreaming.port.Exchange;
import io.astreaming.port.Redactor;
import io.astreaming.port.ResponseHead;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request through the JDK's client, and the same again where the server has moved. */
final class JdkExchange implements Exchange {
    private final ExceptionMapper failures;
    private final Consumer<Runnable> later;
    private final Redactor secrets;
    private final BodyBuffer body;
    private volatile @Nullable CompletableFuture<?> response;

    /**
     * An exchange that hasn't begun.
     *
     * @param secrets masks what was sent with it
     * @param later does something once a rest of a body has been waited for long enough
     * @param arrived called when there may be more to read
     */
    JdkExchange(ExceptionMapper failures, Redactor secrets, Consumer<Runnable> later, Runnable arrived) {
        this.failures = failures;
        this.secrets = secrets;
        this.later = later;
        this.body = new BodyBuffer(failures, later, arrived);
    }

    /**
     * Sends the request, unless the exchange was cancelled meanwhile. Failures go to the reader.
     *
     * @param again takes what to send instead if the server has moved
     */
    void send(HttpClient client, RedirectableRequest attempt, Consumer<RedirectableRequest> again) {
        if (body.isOver()) {
            return;
        }
        CompletableFuture<HttpResponse<Void>> sent = client.sendAsync(
                attempt.request(),
                info -> attempt.next(info.statusCode(), info.headers()) == null ? body.apply(info) : unwanted(info));
        response = sent;
        var unused = sent.whenComplete((came, failure) -> {
            if (failure != null) {
                fail(failure);
                return;
            }
            RedirectableRequest next = attempt.next(came.statusCode(), came.headers());
            if (next == null) {
                body.onBodylessResponse(came);
            } else {
                again.accept(next);
            }
        });
        cancelRequest();
    }

    /** Takes the body that comes with a redirect, if it is short, so that the connection can serve again. */
    private BodyBuffer unwanted(HttpResponse.ResponseInfo info) {
        BodyBuffer redirect = new BodyBuffer(failures, later, () -> {});
        redirect.apply(info);
        redirect.release();
        return redirect;
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
    public Redactor redactor() {
        return secrets;
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
        if (sent != null && body.isCancelledEarly()) {
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
