package com.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.astreaming.cdi.ChatRequests;
import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.TextReceived;
import io.astreaming.sse.SseEncoder;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Streams answers on the request's own thread. */
@Dependent
class ChatHandler implements HttpHandler {
    private static final String QUESTION = "question=";

    private final Jsonb json = JsonbBuilder.create();
    private final AtomicInteger running = new AtomicInteger();
    private final Chat chat;
    private final ChatRequests requests;

    @Inject
    ChatHandler(Chat chat, ChatRequests requests) {
        this.chat = chat;
        this.requests = requests;
    }

    /** {@return how many answers are being streamed} */
    int running() {
        return running.get();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        running.incrementAndGet();
        try (exchange;
                ChatStream stream =
                        chat.stream(requests.builder().user(question(exchange)).build())) {
            relay(stream, exchange);
        } finally {
            running.decrementAndGet();
        }
    }

    private static String question(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return query != null && query.startsWith(QUESTION)
                ? URLDecoder.decode(query.substring(QUESTION.length()), StandardCharsets.UTF_8)
                : "";
    }

    /** When the client has gone, writing throws, and closing the stream cancels it. */
    private void relay(ChatStream stream, HttpExchange exchange) throws IOException {
        OutputStream client = null;
        for (ChatEvent event : stream) {
            if (event instanceof TextReceived text) {
                client = client == null ? begin(exchange) : client;
                client.write(SseEncoder.event(json.toJson(new Piece(text.text()))));
                client.flush();
            }
        }
        ChatException error = stream.outcome().error();
        if (client == null && error != null) {
            refuse(exchange, error);
        } else if (error != null) {
            client.write(SseEncoder.event("error", "the answer broke off"));
        } else if (client == null) {
            begin(exchange);
        }
    }

    private static OutputStream begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0); // chunked
        return exchange.getResponseBody();
    }

    /** What the provider wrote is for our logs, not for clients. */
    private void refuse(HttpExchange exchange, ChatException error) throws IOException {
        int status = 502;
        if (error instanceof StreamTimeoutException) {
            status = 504;
        } else if (error instanceof RejectedException rejected && rejected.isRetryable()) {
            status = 503;
            if (rejected.retryAfter() != null) {
                long seconds = Math.max(1, rejected.retryAfter().toSeconds());
                exchange.getResponseHeaders().set("Retry-After", Long.toString(seconds));
            }
        }
        byte[] problem = json.toJson(Map.of("status", status, "detail", "The model gave no answer: " + error.kind()))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        exchange.sendResponseHeaders(status, problem.length);
        exchange.getResponseBody().write(problem);
    }
}
