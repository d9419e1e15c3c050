package com.example.recipes;

import io.astreaming.sse.SseEncoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.Flow;

/** Writes an answer to a response of Vert.x, piece by piece, as fast as the client reads. */
final class VertxAnswer implements Flow.Subscriber<String> {
    private final HttpServerResponse response;
    private Flow.Subscription subscription;

    VertxAnswer(HttpServerResponse response) {
        this.response = response;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        response.closeHandler(closed -> subscription.cancel()); // the client left
        subscription.request(1);
    }

    @Override
    public void onNext(String text) {
        if (!response.headWritten()) {
            response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        }
        response.write(Buffer.buffer(SseEncoder.event(text))).onSuccess(written -> subscription.request(1));
    }

    @Override
    public void onError(Throwable error) {
        if (response.headWritten()) {
            response.reset(); // so that the client doesn't take it for whole
        } else {
            response.setStatusCode(503).end();
        }
    }

    @Override
    public void onComplete() {
        response.end();
    }
}
