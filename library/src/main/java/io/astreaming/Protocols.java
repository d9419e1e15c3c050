package io.astreaming;

import io.astreaming.json.JsonbChatCodec;
import io.astreaming.json.JsonbGeminiCodec;
import io.astreaming.json.JsonbMessagesCodec;
import io.astreaming.json.JsonbOllamaCodec;
import io.astreaming.json.JsonbResponsesCodec;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.KeyHeader;
import io.astreaming.value.Protocol;
import java.net.URI;
import java.util.Locale;

/**
 * What belongs to a protocol, for programs that take its name from their configuration: the codec, the header of the
 * key, and the URL of the provider that made it.
 */
public final class Protocols {
    private static final KeyHeader GOOGLE = KeyHeader.of("x-goog-api-key", "");

    private Protocols() {}

    /**
     * Returns the protocol that a configuration names.
     *
     * @param name {@code chat-completions}, {@code responses}, {@code messages}, {@code gemini} or {@code ollama}; in
     *     capitals and with underscores, too
     * @return the protocol
     * @throws IllegalArgumentException if it is none of them
     */
    public static Protocol named(String name) {
        Protocol protocol = Protocol.of(name.strip().toLowerCase(Locale.ROOT).replace('-', '_'));
        if (protocol == null) {
            throw new IllegalArgumentException("a protocol is chat-completions, responses, messages, gemini or ollama");
        }
        return protocol;
    }

    /**
     * Returns the protocol that an endpoint is known to speak: by its host alone, that of Anthropic or Google; chat
     * completions for all others.
     *
     * @param baseUrl the endpoint's URL; if it is no URL, chat completions, since it is checked where it is used
     * @return the protocol
     */
    public static Protocol at(String baseUrl) {
        String host = host(baseUrl);
        for (Protocol protocol : new Protocol[] {Protocol.MESSAGES, Protocol.GEMINI}) {
            if (host.equals(host(baseUrl(protocol)))) {
                return protocol;
            }
        }
        return Protocol.CHAT_COMPLETIONS;
    }

    private static String host(String url) {
        try {
            String host = URI.create(url.strip()).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /**
     * Returns a codec of a protocol, with default settings.
     *
     * @param protocol the protocol
     * @return a new codec
     */
    public static ChatCodec codec(Protocol protocol) {
        return switch (protocol) {
            case CHAT_COMPLETIONS -> new JsonbChatCodec();
            case RESPONSES -> new JsonbResponsesCodec();
            case MESSAGES -> new JsonbMessagesCodec();
            case GEMINI -> new JsonbGeminiCodec();
            case OLLAMA -> new JsonbOllamaCodec();
        };
    }

    /**
     * Returns the URL of the provider that made a protocol.
     *
     * @param protocol the protocol
     * @return the URL, such as {@code https://api.anthropic.com/v1}; for Ollama the one at which it listens by default
     */
    public static String baseUrl(Protocol protocol) {
        return switch (protocol) {
            case CHAT_COMPLETIONS, RESPONSES -> "https://api.openai.com/v1";
            case MESSAGES -> "https://api.anthropic.com/v1";
            case GEMINI -> "https://generativelanguage.googleapis.com/v1beta";
            case OLLAMA -> "http://localhost:11434";
        };
    }

    /**
     * Returns the header in which that provider expects the key. A few endpoints of the protocol expect it in another.
     *
     * @param protocol the protocol
     * @return the header
     */
    public static KeyHeader keyHeader(Protocol protocol) {
        return switch (protocol) {
            case MESSAGES -> KeyHeader.X_API_KEY;
            case GEMINI -> GOOGLE;
            case CHAT_COMPLETIONS, RESPONSES, OLLAMA -> KeyHeader.BEARER;
        };
    }
}
