package io.astreaming.conformance.relay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.astreaming.http.relay.RelayExchange;
import io.astreaming.http.relay.RelayRequest;
import io.astreaming.http.relay.RelayResponse;
import java.io.IOException;

/** A relay in the JDK's own HTTP server, of docs/relay.md. Its thread waits for the stream. */
final class JdkRelayHandler implements HttpHandler {
    private final RelayExchange relay;

    JdkRelayHandler(RelayExchange relay) {
        this.relay = relay;
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        RelayRequest request = new RelayRequest(
                http.getRequestMethod(),
                http.getRequestURI().getRawPath(),
                http.getRequestURI().getRawQuery(),
                http.getRequestHeaders().getFirst("Last-Event-ID"),
                http.getRequestHeaders().getFirst("Idempotency-Key"),
                userOf(http),
                http.getRequestBody().readAllBytes());
        RelayResponse response = relay.handle(request).toCompletableFuture().join();
        response.headers().forEach(http.getResponseHeaders()::set);
        int length = response.bytes().length;
        http.sendResponseHeaders(response.status(), response.isStreamed() ? 0 : length == 0 ? -1 : length);
        response.writeTo(
                http.getResponseBody()); // if it throws, the server breaks the connection: the client comes back
        http.close();
    }

    private static String userOf(HttpExchange http) {
        return String.valueOf(http.getRequestHeaders().getFirst("X-User"));
    }
}
