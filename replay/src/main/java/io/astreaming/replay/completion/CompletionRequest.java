package io.astreaming.replay.completion;

import io.astreaming.jsontext.JsonText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request for a completion that the server uses; it ignores all others. Immutable.
 *
 * @param model the model's name; null if there is none
 * @param stream whether the answer is requested as a stream
 * @param whole whether the answer is requested in one piece; the default depends on the protocol
 */
public record CompletionRequest(@Nullable String model, boolean stream, boolean whole) {
    /**
     * Reads the body of a request.
     *
     * @throws IllegalArgumentException if the body isn't such a request; the message is a sentence for the client
     */
    public static CompletionRequest of(String body) {
        Map<String, JsonText> members;
        try {
            members = JsonText.of(body).members();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the request's body is " + e.getMessage(), e);
        }
        if (!body.stripLeading().startsWith("{")) {
            throw new IllegalArgumentException("the request's body is JSON, but not an object");
        }
        JsonText model = members.getOrDefault("model", JsonText.NULL);
        String stream = members.getOrDefault("stream", JsonText.NULL).text();
        return switch (stream) {
            case "true" -> new CompletionRequest(model.string(), true, false);
            case "false" -> new CompletionRequest(model.string(), false, true);
            case "null" -> new CompletionRequest(model.string(), false, false);
            default -> throw new IllegalArgumentException("\"stream\" has to be true or false");
        };
    }
}
