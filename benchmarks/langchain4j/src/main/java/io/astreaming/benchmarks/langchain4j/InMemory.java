package io.astreaming.benchmarks.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Map;

/** A transport whose answer is already here. It calls the same parser and listener as the JDK's does, in the caller's thread. */
final class InMemory implements HttpClient, HttpClientBuilder {
    private byte[] body = {};

    void answer(byte[] next) {
        body = next;
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        listener.onOpen(SuccessfulHttpResponse.builder()
                .statusCode(200)
                .headers(Map.of())
                .build());
        parser.parse(new ByteArrayInputStream(body), listener);
        listener.onClose();
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new IllegalStateException("every request asks for a stream");
    }

    @Override
    public Duration connectTimeout() {
        return null;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return null;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }
}
