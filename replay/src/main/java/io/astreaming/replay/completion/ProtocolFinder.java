package io.astreaming.replay.completion;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Protocol;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the protocol of a recording by its first payloads: by the members that no other protocol has. What several
 * protocols send, such as an error, decides only if nothing else comes. Not thread-safe.
 */
public final class ProtocolFinder {
    private static final Set<String> MESSAGES = Set.of(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");

    private @Nullable Protocol certain;
    private @Nullable Protocol likely;

    /** Creates a finder that has seen nothing. */
    public ProtocolFinder() {}

    /** Returns the protocol; null if nothing speaks for one. */
    public @Nullable Protocol found() {
        return certain != null ? certain : likely;
    }

    /** Returns whether no further payload can change the protocol. */
    public boolean isCertain() {
        return certain != null;
    }

    /** Looks at the next payload. */
    public void look(String payload) {
        if (certain == null) {
            try {
                look(JsonText.of(payload.strip()).members());
            } catch (IllegalArgumentException e) {
                // no JSON
            }
        }
    }

    private void look(Map<String, JsonText> members) {
        String type = string(members, "type");
        if (members.containsKey("choices")) {
            certain = Protocol.CHAT_COMPLETIONS;
        } else if (type != null && type.startsWith("response.")) {
            certain = Protocol.RESPONSES;
        } else if (type != null && MESSAGES.contains(type)) {
            certain = Protocol.MESSAGES;
        } else if (members.containsKey("candidates") || members.containsKey("promptFeedback")) {
            certain = Protocol.GEMINI;
        } else if (members.containsKey("done") && (members.containsKey("message") || members.containsKey("model"))) {
            certain = Protocol.OLLAMA;
        } else if (likely == null) {
            likely = likely(type, members);
        }
    }

    private static @Nullable Protocol likely(@Nullable String type, Map<String, JsonText> members) {
        JsonText error = members.get("error");
        boolean named = "error".equals(type);
        if (members.containsKey("sequence_number") || (named && error == null)) {
            return Protocol.RESPONSES;
        }
        if (named || "ping".equals(type)) {
            return Protocol.MESSAGES;
        }
        if (error == null) {
            return members.containsKey("usageMetadata") ? Protocol.GEMINI : null;
        }
        if (error.text().startsWith("{")) {
            return error.members().containsKey("status") ? Protocol.GEMINI : null;
        }
        return error.text().startsWith("\"") && members.size() == 1 ? Protocol.OLLAMA : null;
    }

    private static @Nullable String string(Map<String, JsonText> members, String name) {
        JsonText value = members.get(name);
        return value == null || !value.text().startsWith("\"") ? null : value.string();
    }
}
