package io.astreaming.app.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.astreaming.app.endpoint.UpstreamOptions;
import io.astreaming.app.server.LocalServer;
import io.astreaming.gateway.ChatGateway;
import io.astreaming.gateway.GatewayResponse;
import io.astreaming.request.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Passes requests for chat completions to a gateway. Thread-safe. */
final class GatewayHandler implements HttpHandler {
    private final ChatGateway gateway;
    private final String basePath;
    private final @Nullable UpstreamOptions clientKeys;
    private final boolean cors;

    /**
     * Creates a handler.
     *
     * @param basePath the path of the base URL, {@code /} for none
     * @param clientKeys knows how the provider gets a client's key; null if the gateway has a key of its own
     * @param cors whether pages of this machine may read the answers
     * @throws IllegalArgumentException if the base path isn't a path
     */
    GatewayHandler(ChatGateway gateway, String basePath, @Nullable UpstreamOptions clientKeys, boolean cors) {
        if (!basePath.matches("/|(/[A-Za-z0-9._~-]+)+/?")) {
            throw new IllegalArgumentException("a base path is / or like /api/v1, not " + basePath);
        }
        this.gateway = gateway;
        this.basePath = basePath.replaceFirst("/$", "");
        this.clientKeys = clientKeys;
        this.cors = cors;
    }

    String basePath() {
        return basePath;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = basePath + "/chat/completions";
        String method = exchange.getRequestMethod();
        if (cors) {
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        }
        if (!exchange.getRequestURI().getPath().equals(path)) {
            LocalServer.error(exchange, 404, "this gateway answers POST " + path + " and nothing else");
        } else if (cors && method.equals("OPTIONS")) {
            exchange.getResponseHeaders().set("Access-Control-Allow-Methods", "POST");
            exchange.getResponseHeaders().set("Access-Control-Allow-Headers", "*, Authorization");
            exchange.sendResponseHeaders(204, -1);
        } else if (!method.equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            LocalServer.error(exchange, 405, "the method must be POST");
        } else {
            byte[] body = LocalServer.body(exchange);
            if (body != null) {
                answer(exchange, body);
            }
        }
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        Headers toProvider;
        try {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            toProvider = clientKeys == null ? Headers.NONE : clientKeys.keyOf(authorization);
        } catch (IllegalArgumentException e) {
            LocalServer.error(exchange, 401, "the key in the header Authorization can't be sent");
            return;
        }
        try (GatewayResponse response = gateway.answer(body, toProvider)) {
            response.headers().forEach(exchange.getResponseHeaders()::set);
            if (response.isWhole()) {
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                response.writeTo(whole);
                exchange.sendResponseHeaders(response.status(), whole.size());
                whole.writeTo(exchange.getResponseBody());
            } else {
                exchange.sendResponseHeaders(response.status(), 0); // chunked
                response.writeTo(exchange.getResponseBody());
            }
        }
    }
}
