package io.astreaming.gateway;

import io.astreaming.completion.Outcome;
import io.astreaming.gateway.UpstreamAnswer.Signal;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ResponseHead;
import io.astreaming.sse.SseEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway answers to one request: a status, headers, and a body that is written while the provider still answers. Closing
 * it ends the provider's stream. For one thread.
 */
public final class GatewayResponse implements AutoCloseable {
    /** How long nothing is sent until a comment shows whether the client is still there. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    /** How long a provider that has accepted the request may say nothing until the client gets a status. */
    private static final int MAX_SILENCES = 2;

    private final int status;
    private final Map<String, String> headers;
    private final byte[] start;
    private final @Nullable UpstreamAnswer rest;
    private final @Nullable ChatChunks chunks;

    private GatewayResponse(
            int status,
            Map<String, String> headers,
            byte[] start,
            @Nullable UpstreamAnswer rest,
            @Nullable ChatChunks chunks) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        this.start = start;
        this.rest = rest;
        this.chunks = chunks;
    }

    static GatewayResponse of(ErrorAnswer error) {
        return new GatewayResponse(error.status(), error.headers(), bytes(error.body()), null, null);
    }

    /** Waits until the answer begins, or fails, or the provider is silent for too long. */
    static GatewayResponse streamed(UpstreamAnswer upstream, ChatChunks chunks) {
        Queue<String> first = new ArrayDeque<>();
        try {
            int silences = 0;
            while (first.isEmpty() && silences < MAX_SILENCES) {
                Signal signal = upstream.next(SILENCE);
                if (signal == null) {
                    silences = upstream.head() == null ? 0 : silences + 1;
                } else if (signal.isEnd()) {
                    return ended(signal, upstream, chunks);
                } else if (signal.chunk() != null) {
                    first.addAll(chunks.of(signal.chunk()));
                }
            }
        } catch (InterruptedIOException e) {
            return of(ErrorAnswer.interrupted());
        }
        Map<String, String> headers = headers(upstream, "text/event-stream; charset=utf-8");
        headers.put("Cache-Control", "no-cache");
        headers.put("X-Accel-Buffering", "no"); // a proxy in front has to pass each event on at once
        return new GatewayResponse(200, headers, events(first), upstream, chunks);
    }

    /** An answer that has ended before it began: a refusal, or an answer without content. */
    private static GatewayResponse ended(Signal end, UpstreamAnswer upstream, ChatChunks chunks) {
        ErrorAnswer error = ErrorAnswer.of(end.outcome(), end.error());
        if (error != null) {
            return of(error);
        }
        return new GatewayResponse(
                200, headers(upstream, "text/event-stream; charset=utf-8"), events(chunks.end(end)), null, null);
    }

    /** Waits for the whole answer. */
    static GatewayResponse whole(UpstreamAnswer upstream, JsonbChatCodec codec) {
        try {
            Signal signal = upstream.next(SILENCE);
            while (signal == null || !signal.isEnd()) {
                signal = upstream.next(SILENCE);
            }
            Outcome outcome = signal.outcome();
            ErrorAnswer error = ErrorAnswer.of(outcome, signal.error());
            if (error != null || outcome == null) {
                return of(error == null ? ErrorAnswer.interrupted() : error);
            }
            String body = WholeCompletion.write(outcome.completion(), codec);
            return new GatewayResponse(200, headers(upstream, "application/json"), bytes(body), null, null);
        } catch (InterruptedIOException e) {
            return of(ErrorAnswer.interrupted());
        }
    }

    private static Map<String, String> headers(UpstreamAnswer upstream, String type) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        ResponseHead head = upstream.head();
        String id = head == null ? null : head.header("x-request-id");
        if (head != null && id == null) {
            id = head.header("request-id");
        }
        if (id != null) {
            headers.put("x-request-id", id);
        }
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] events(Iterable<String> payloads) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        payloads.forEach(payload -> all.writeBytes(SseEncoder.event(payload)));
        return all.toByteArray();
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    /** {@return the headers of the response; unmodifiable} */
    public Map<String, String> headers() {
        return headers;
    }

    /** {@return whether the body is whole already, so that {@link #writeTo} won't wait for the provider} */
    public boolean isWhole() {
        return rest == null;
    }

    /**
     * Writes the body, and flushes it after each piece. Waits for the provider. A client that has left is noticed within two
     * seconds, since a silent stream is filled with comments; then the provider's stream is ended.
     *
     * @param out the body of the response; not closed
     * @throws IOException if the client has left, or this thread is interrupted
     */
    public void writeTo(OutputStream out) throws IOException {
        try {
            out.write(start);
            out.flush();
            if (rest != null && chunks != null) {
                follow(rest, chunks, out);
            }
        } finally {
            close();
        }
    }

    private static void follow(UpstreamAnswer rest, ChatChunks chunks, OutputStream out) throws IOException {
        while (true) {
            Signal signal = rest.next(SILENCE);
            if (signal == null) {
                out.write(SseEncoder.comment(""));
                out.flush();
            } else {
                Iterable<String> payloads = signal.chunk() == null ? chunks.end(signal) : chunks.of(signal.chunk());
                byte[] events = events(payloads);
                if (events.length > 0) {
                    out.write(events);
                    out.flush();
                }
                if (signal.isEnd()) {
                    return;
                }
            }
        }
    }

    /** Ends the provider's stream at once; harmless after its end. */
    @Override
    public void close() {
        if (rest != null) {
            rest.cancel();
        }
    }

    /** Shows only the status. */
    @Override
    public String toString() {
        return "GatewayResponse[" + status + "]";
    }
}
