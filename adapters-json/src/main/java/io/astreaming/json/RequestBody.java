package io.astreaming.json;

import io.astreaming.chunk.JsonText;
import io.astreaming.request.ChatRequest;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request's shape on the wire, for JSON-B to bind. Providers reflect through a public look-up, so the records are public
 * within a class that isn't.
 */
final class RequestBody {
    private RequestBody() {}

    /** A request without the members that its extras override. */
    static Body of(ChatRequest request) {
        Map<String, JsonText> extras = request.extras();
        return new Body(
                extras.containsKey("model") ? null : request.model(),
                extras.containsKey("messages")
                        ? null
                        : request.messages().stream()
                                .map(message -> new Turn(message.role().value(), message.text()))
                                .toList(),
                extras.containsKey("temperature") ? null : request.temperature(),
                extras.containsKey("max_tokens") ? null : request.maxTokens(),
                extras.containsKey("stream") ? null : true,
                extras.containsKey("stream_options") || !request.includeUsage() ? null : new Options(true));
    }

    /** The root. What is null isn't written. */
    @JsonbPropertyOrder({"model", "messages", "temperature", "maxTokens", "stream", "streamOptions"})
    public record Body(
            @Nullable String model,
            @Nullable List<Turn> messages,
            @Nullable Double temperature,
            @Nullable Integer maxTokens,
            @Nullable Boolean stream,
            @Nullable Options streamOptions) {
        /** Names no content. */
        @Override
        public String toString() {
            return "Body";
        }
    }

    /** One message. */
    @JsonbPropertyOrder({"role", "content"})
    public record Turn(String role, String content) {
        /** Names no content. */
        @Override
        public String toString() {
            return "Turn";
        }
    }

    /** What to say besides the answer. */
    public record Options(boolean includeUsage) {}
}
