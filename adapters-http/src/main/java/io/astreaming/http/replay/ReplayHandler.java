package io.astreaming.http.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.astreaming.chunk.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Answers requests. What it throws makes the server drop the connection in the middle of the body, so that no client takes
 * a stream that was cut for a whole one. Thread-safe.
 */
final class ReplayHandler implements HttpHandler {
    static final int LARGEST_REQUEST = 16 << 20;

    private static final List<String> READING = List.of("GET", "HEAD");
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String ABOUT = """
            Astreaming replay server: it answers POST /v1/chat/completions with recorded streams.
            GET /v1/models lists the recordings.
            """;

    private final Repertoire repertoire;
    private final Pace pace;
    private final ReceivedRequests received;
    private final AtomicInteger openStreams = new AtomicInteger();

    ReplayHandler(Repertoire repertoire, Pace pace, ReceivedRequests received) {
        this.repertoire = repertoire;
        this.pace = pace;
        this.received = received;
    }

    int openStreams() {
        return openStreams.get();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long requestedAt = System.nanoTime();
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_REQUEST + 1);
        if (body.length > LARGEST_REQUEST) {
            refuseBody(exchange);
            return;
        }
        ReceivedRequest request = new ReceivedRequest(
                exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body);
        received.add(request);
        switch (request.path().replaceFirst("^/v1(?=/|$)", "")) {
            case "/chat/completions" -> {
                if (allows(exchange, List.of("POST"))) {
                    stream(exchange, repertoire.next(RequestedModel.in(request.text())), requestedAt);
                }
            }
            case "/models" -> {
                if (allows(exchange, READING)) {
                    reply(exchange, 200, JSON, models());
                }
            }
            case "", "/" -> {
                if (allows(exchange, READING)) {
                    reply(exchange, 200, TEXT, ABOUT);
                }
            }
            default -> refuse(exchange, 404, "there is nothing at " + request.path());
        }
    }

    private void stream(HttpExchange exchange, Recording recording, long requestedAt) throws IOException {
        openStreams.incrementAndGet();
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-cache");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.flush();
            for (int i = 0; i < recording.frames().size(); i++) {
                pace.await(recording, i, requestedAt);
                recording.frames().get(i).writeTo(out);
                out.flush();
            }
            out.close();
        } catch (InterruptedException e) {
            // Stays interrupted: whatever the server still does with this connection must not block either.
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the replay server was closed");
        } finally {
            openStreams.decrementAndGet();
        }
    }

    private String models() {
        return repertoire.names().stream()
                .map(name -> "{\"id\":" + JsonText.ofString(name)
                        + ",\"object\":\"model\",\"created\":0,\"owned_by\":\"astreaming\"}")
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));
    }

    private static boolean allows(HttpExchange exchange, List<String> methods) throws IOException {
        if (methods.contains(exchange.getRequestMethod())) {
            return true;
        }
        String allowed = String.join(", ", methods);
        exchange.getResponseHeaders().set("Allow", allowed);
        refuse(exchange, 405, "the method has to be " + allowed);
        return false;
    }

    /** A client that still sends when the connection closes may never see the answer, so hear it out, within reason. */
    private static void refuseBody(HttpExchange exchange) throws IOException {
        InputStream rest = exchange.getRequestBody();
        byte[] buffer = new byte[8192];
        for (int read = 0, n = 0; n >= 0 && read < LARGEST_REQUEST; read += n) {
            n = rest.read(buffer);
        }
        refuse(exchange, 413, "a request has at most " + LARGEST_REQUEST + " bytes");
    }

    private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
        reply(exchange, status, JSON, """
                {"error":{"message":%s,"type":"invalid_request_error","param":null,"code":null}}
                """.formatted(JsonText.ofString(message)));
    }

    private static void reply(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
