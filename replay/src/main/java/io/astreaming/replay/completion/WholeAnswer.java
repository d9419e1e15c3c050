package io.astreaming.replay.completion;

import io.astreaming.error.LimitExceededException;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadSink;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.SseDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer in one piece that a recorded stream adds up to: a {@code chat.completion}; the error with its status if
 * the stream reports one; the unchanged body if it was recorded in one piece. Immutable.
 *
 * @param status the status of the response
 * @param body its body, JSON
 */
public record WholeAnswer(int status, String body) {
    /**
     * Reads a recorded body.
     *
     * @param name the recording's name
     * @param stream the body
     */
    public static WholeAnswer of(String name, byte[] stream) {
        String text = new String(stream, StandardCharsets.UTF_8);
        if (text.stripLeading().startsWith("{") && object(text) != null) {
            return new WholeAnswer(200, text);
        }
        Chunks chunks = new Chunks();
        try {
            SseDecoder decoder = new SseDecoder(StreamLimits.DEFAULT, chunks);
            decoder.feed(ByteBuffer.wrap(stream));
            decoder.end();
        } catch (LimitExceededException e) {
            return failed("the recording \"" + name + "\" can't be read: " + e.getMessage());
        }
        if (chunks.error != null) {
            return new WholeAnswer(chunks.status, chunks.error);
        }
        String completion = chunks.completion.build(name);
        return completion != null
                ? new WholeAnswer(200, completion)
                : failed(
                        "there is no chunk with choices in the recording \"" + name
                                + "\", so that there is no answer in one piece: it can only be asked for with \"stream\": true");
    }

    private static WholeAnswer failed(String message) {
        return new WholeAnswer(500, ErrorJson.of(message, "server_error", null, null));
    }

    /** Returns the object in a text; null if the text isn't a JSON object. */
    private static @Nullable Map<?, ?> object(String text) {
        try {
            return JsonTree.of(JsonText.of(text.strip())) instanceof Map<?, ?> object ? object : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Collects the events of a stream. */
    private static final class Chunks implements PayloadSink {
        private final CompletionBuilder completion = new CompletionBuilder();
        private @Nullable String error;
        private int status = 500;

        @Override
        public void payload(Payload payload) {
            Map<?, ?> chunk = object(payload.text());
            if (chunk == null || error != null) {
                return;
            }
            Object found = JsonTree.get(chunk, "error");
            if (found != null || payload.event().equals("error")) {
                fail(found == null ? chunk : found);
            } else {
                completion.add(chunk);
            }
        }

        /** A last event without its blank line counts if its JSON is complete. */
        @Override
        public void unterminated(Payload payload) {
            payload(payload);
        }

        private void fail(Object found) {
            for (String name : new String[] {"code", "status", "http_status"}) {
                String code = String.valueOf(JsonTree.get(found, name));
                if (code.matches("[45]\\d\\d")) {
                    status = Integer.parseInt(code);
                    break;
                }
            }
            error = found instanceof Map<?, ?>
                    ? "{\"error\":" + JsonTree.write(found) + "}"
                    : ErrorJson.of(found.toString(), "server_error", null, null);
        }
    }
}
