package io.astreaming.value;

import org.jspecify.annotations.Nullable;

/** The protocol that an endpoint speaks. The set may grow in a minor release. */
public enum Protocol {
    /** OpenAI's chat completions, {@code POST /chat/completions}, which most providers speak. */
    CHAT_COMPLETIONS("chat_completions"),
    /** OpenAI's Responses API, {@code POST /responses}. */
    RESPONSES("responses"),
    /** Anthropic's Messages API, {@code POST /messages}. */
    MESSAGES("messages"),
    /** Google's Gemini API, {@code POST /models/MODEL:streamGenerateContent}. */
    GEMINI("gemini"),
    /** Ollama's own API, {@code POST /api/chat}. */
    OLLAMA("ollama");

    private final String word;

    Protocol(String word) {
        this.word = word;
    }

    /** {@return the protocol's name in JSON, such as {@code responses}} A chunk of it has this as its object. */
    public String word() {
        return word;
    }

    /**
     * Returns the protocol of a name.
     *
     * @param word the name in JSON; null names none
     * @return the protocol; null if no protocol has this name
     */
    public static @Nullable Protocol of(@Nullable String word) {
        for (Protocol protocol : values()) {
            if (protocol.word.equals(word)) {
                return protocol;
            }
        }
        return null;
    }
}
