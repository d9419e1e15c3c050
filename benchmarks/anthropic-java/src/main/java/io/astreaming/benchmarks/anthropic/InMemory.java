package io.astreaming.benchmarks.anthropic;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/** A transport whose answer is already here. */
final class InMemory implements HttpClient {
    private static final Headers HEADERS =
            Headers.builder().put("content-type", "text/event-stream").build();

    private byte[] body = {};

    void answer(byte[] next) {
        body = next;
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        InputStream in = new ByteArrayInputStream(body);
        return new HttpResponse() {
            @Override
            public int statusCode() {
                return 200;
            }

            @Override
            public Headers headers() {
                return HEADERS;
            }

            @Override
            public InputStream body() {
                return in;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        return CompletableFuture.completedFuture(execute(request, options));
    }

    @Override
    public void close() {}
}
