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

/**
 * One request sent with the JDK's client, and sent again where the response redirects it. Thread-safe as
 * {@link Exchange} requires.
 */
final class JdkExchange implements Exchange {
    private final ExceptionMapper failures;
    private final Consumer<Runnable> scheduleDrainTimeout;
    private final Redactor secrets;
    private final ResponseReceiver receiver;
    private volatile @Nullable CompletableFuture<?> response;

    /**
     * Creates an exchange that hasn't begun.
     *
     * @param failures describes what went wrong
     * @param secrets masks the secrets that were sent with the request
     * @param scheduleDrainTimeout schedules a task for the time when the rest of a body has taken too long
     * @param wakeReader is called when there may be more to read
     */
    JdkExchange(
            ExceptionMapper failures, Redactor secrets, Consumer<Runnable> scheduleDrainTimeout, Runnable wakeReader) {
        this.failures = failures;
        this.secrets = secrets;
        this.scheduleDrainTimeout = scheduleDrainTimeout;
        this.receiver = new ResponseReceiver(failures, scheduleDrainTimeout, wakeReader);
    }

    /**
     * Sends the request, unless the exchange was cancelled meanwhile. Failures are reported to the reader.
     *
     * @param client sends the request
     * @param attempt the request, redirected or not
     * @param again receives the request to send instead if the response redirects it
     */
    void send(HttpClient client, RedirectableRequest attempt, Consumer<RedirectableRequest> again) {
        if (receiver.isOver()) {
            return;
        }
        CompletableFuture<HttpResponse<Void>> sent = client.sendAsync(
                attempt.request(),
                info -> attempt.next(info.statusCode(), info.headers()) == null ? receiver.apply(info) : drain(info));
        response = sent;
        var unused = sent.whenComplete((received, failure) -> {
            if (failure != null) {
                fail(failure);
                return;
            }
            RedirectableRequest next = attempt.next(received.statusCode(), received.headers());
            if (next == null) {
                receiver.onBodylessResponse(received);
            } else {
                again.accept(next);
            }
        });
        cancelRequest();
    }

    /** Reads and drops the body of a redirect, if it is short, so that the connection can be used again. */
    private ResponseReceiver drain(HttpResponse.ResponseInfo info) {
        ResponseReceiver redirect = new ResponseReceiver(failures, scheduleDrainTimeout, () -> {});
        redirect.apply(info);
        redirect.release();
        return redirect;
    }

    /** Ends the exchange with a failure, which is reported to the reader. */
    void fail(Throwable failure) {
        receiver.onError(failure);
    }

    @Override
    public @Nullable ResponseHead head() {
        return receiver.head();
    }

    @Override
    public @Nullable ByteBuffer read() {
        return receiver.read();
    }

    @Override
    public Redactor redactor() {
        return secrets;
    }

    @Override
    public void cancel() {
        receiver.cancel();
        cancelRequest();
    }

    /**
     * Cancels the future if no response has arrived. Once the body has begun, only its subscription may be cancelled:
     * the client may have given the connection to another request before it completes the future of this one.
     */
    private void cancelRequest() {
        CompletableFuture<?> sent = response;
        if (sent != null && receiver.isCancelledEarly()) {
            sent.cancel(true);
        }
    }

    @Override
    public void release() {
        if (!receiver.release()) {
            cancel();
        }
    }
}
