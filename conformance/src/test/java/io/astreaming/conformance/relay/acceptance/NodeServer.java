package io.astreaming.conformance.relay.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.http.relay.RelayExchange;
import io.astreaming.http.relay.RelayRequest;
import io.astreaming.http.relay.RelayResponse;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.jsontext.JsonText;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelaySettings;
import io.astreaming.relay.log.StreamLog;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.stream.Chat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A node of a relay behind the JDK's HTTP server: the header {@code Authorization} is the owner, the model a recording. */
final class NodeServer implements AutoCloseable {
    static final byte[] SECRET = "a secret of 24 characters".getBytes(StandardCharsets.US_ASCII);

    final Relay relay;
    final RelayExchange exchange;
    private final JdkChatTransport transport;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(null, task, "client", 256 * 1024);
        thread.setDaemon(true);
        return thread;
    });

    NodeServer(StreamLog log, String upstream, RelaySettings settings, int port) throws IOException {
        transport = JdkChatTransport.to(upstream);
        Chat chat = Chat.over(transport, new JsonbChatCodec()).withRetry(RetryPolicy.NONE);
        relay = Relay.over(log, settings);
        exchange = RelayExchange.over(relay, SECRET, asked -> chat.receivedPublisher(read(asked.body())));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 4_096);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private static ChatRequest read(byte[] body) {
        JsonText model =
                JsonText.of(new String(body, StandardCharsets.UTF_8)).members().get("model");
        String name = model == null ? "m" : model.text().replace("\"", "");
        return ChatRequest.model(name).user("q").build();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange http) throws IOException {
        byte[] body = http.getRequestBody().readAllBytes();
        String owner = http.getRequestHeaders().getFirst("Authorization");
        RelayRequest request = new RelayRequest(
                http.getRequestMethod(),
                http.getRequestURI().getRawPath(),
                http.getRequestURI().getRawQuery(),
                http.getRequestHeaders().getFirst("Last-Event-ID"),
                http.getRequestHeaders().getFirst("Idempotency-Key"),
                owner == null ? "" : owner,
                body);
        RelayResponse response = exchange.handle(request).toCompletableFuture().join();
        response.headers().forEach(http.getResponseHeaders()::set);
        boolean hasBody = response.isStreamed() || response.bytes().length > 0;
        http.sendResponseHeaders(response.status(), hasBody ? 0 : -1);
        if (hasBody) {
            if (response.isStreamed()) {
                http.getResponseBody().flush();
            }
            response.writeTo(http.getResponseBody()); // what it throws breaks the connection
        }
        http.close();
    }

    /** Ends the streams as a node does that is shut down. */
    void drain(Duration patience) throws Exception {
        relay.close(patience).toCompletableFuture().get(patience.toSeconds() + 20, TimeUnit.SECONDS);
        threads.shutdown();
        threads.awaitTermination(2, TimeUnit.SECONDS); // the clients are told
    }

    @Override
    public void close() {
        relay.close(Duration.ofMillis(1)).toCompletableFuture().join();
        server.stop(0);
        threads.shutdownNow();
        transport.close();
    }
}
