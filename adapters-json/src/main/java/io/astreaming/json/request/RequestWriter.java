package io.astreaming.json.request;

import io.astreaming.json.token.Surrogates;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RequestEncoder;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes requests as JSON on one line. It needs no {@code Jsonb}, whose start would delay the first token of a program's
 * first answer. Thread-safe.
 */
public final class RequestWriter implements RequestEncoder {
    private static final String PATH = "/chat/completions";

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
        try {
            return write(RequestMapper.of(request));
        } catch (IllegalArgumentException e) {
            throw unwritable("the request", e);
        }
    }

    /**
     * Returns a message as JSON.
     *
     * @throws IllegalArgumentException if an extra in it isn't JSON
     */
    public String text(Message message) {
        try {
            return write(MessageMapper.of(message));
        } catch (IllegalArgumentException e) {
            throw unwritable("the message", e);
        }
    }

    private static String write(Map<String, Object> body) {
        return Surrogates.replaceUnpaired(new JsonWriter().tree(body).text().text());
    }

    private static IllegalArgumentException unwritable(String what, IllegalArgumentException cause) {
        return new IllegalArgumentException(
                what + " can't be written as JSON: check its schemas and extras, whose text must be JSON", cause);
    }
}
