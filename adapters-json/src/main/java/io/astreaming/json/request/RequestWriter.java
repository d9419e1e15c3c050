package io.astreaming.json.request;

import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RequestEncoder;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import java.nio.charset.StandardCharsets;

/**
 * Writes requests as JSON on one line. It needs no {@code Jsonb}, whose start would delay the first token of a
 * program's first answer. Thread-safe.
 */
public final class RequestWriter implements RequestEncoder {
    private static final String PATH = "/chat/completions";

    private final boolean storing;

    /** Creates a writer of requests that are sent. */
    public RequestWriter() {
        this(false);
    }

    private RequestWriter(boolean storing) {
        this.storing = storing;
    }

    /** Creates a writer of requests and messages that are stored: these keep the items of answers in other protocols. */
    public static RequestWriter forStorage() {
        return new RequestWriter(true);
    }

    @Override
    public EncodedRequest encode(ChatRequest request) {
        return EncodedRequest.of(PATH, text(request).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns a request as JSON.
     *
     * @throws IllegalArgumentException if a schema or an extra in it isn't JSON
     */
    public String text(ChatRequest request) {
        return RequestJson.text("the request", () -> RequestMapper.of(request, storing));
    }

    /**
     * Returns a message as JSON.
     *
     * @throws IllegalArgumentException if an extra in it isn't JSON
     */
    public String text(Message message) {
        return RequestJson.text("the message", () -> MessageMapper.of(message, storing));
    }
}
