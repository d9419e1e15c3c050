package io.astreaming.conformance.adapter;

import io.astreaming.port.ChatTransport;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Exchange;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.Redactor;
import io.astreaming.port.ResponseHead;
import io.astreaming.request.Headers;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.BodyDecoder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** A transport over a client that blocks. Each exchange has a thread, which reads one piece ahead. */
final class BlockingTransport implements ChatTransport {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "blocking-transport");
        thread.setDaemon(true);
        return thread;
    });
    private final String baseUrl;
    private final String key;
    private final Redactor secrets;

    BlockingTransport(String baseUrl, String key) {
        this.baseUrl = baseUrl;
        this.key = key;
        this.secrets = new MaskedSecrets(List.of(key));
    }

    @Override
    public Exchange open(EncodedRequest request, Runnable wakeReader) {
        BlockingExchange exchange =
                new BlockingExchange(client, http(request), redactor(request.callerHeaders()), wakeReader);
        try {
            threads.execute(exchange);
        } catch (RejectedExecutionException e) {
            exchange.refuse();
        }
        return exchange;
    }

    /** Later headers replace earlier ones: those of the transport, of the protocol, of the caller. */
    private HttpRequest http(EncodedRequest request) {
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(baseUrl + request.path()))
                .POST(BodyPublishers.ofByteArray(request.body()))
                .setHeader("Content-Type", "application/json")
                .setHeader("Accept", "text/event-stream")
                .setHeader("Authorization", "Bearer " + key);
        request.headers().forEach(http::setHeader);
        request.callerHeaders().values().forEach(http::setHeader);
        return http.build();
    }

    @Override
    public PayloadDecoder decoder(ResponseHead head, StreamLimits limits, PayloadSink sink) {
        return new BodyDecoder(head, limits, sink, this::redact);
    }

    @Override
    public String endpoint() {
        return baseUrl;
    }

    @Override
    public String redact(String text) {
        return secrets.redact(text);
    }

    @Override
    public int secretPrefixLength(String text) {
        return secrets.secretPrefixLength(text);
    }

    @Override
    public Redactor redactor(Headers headers) {
        List<String> all = new ArrayList<>(headers.values().values());
        all.add(key);
        return new MaskedSecrets(all);
    }

    /** Open streams go on to their ends; new ones fail. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
