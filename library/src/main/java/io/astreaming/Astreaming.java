package io.astreaming;

import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;

/**
 * Opens chats over the JDK's HTTP client and the JSON codec. A chat is made once and kept for the application's life: it owns
 * connections and threads, which {@link Chat#close} releases. For other settings of the transport, such as headers, a proxy or
 * Azure's URLs, use {@link JdkChatTransport#builder} with {@link Chat#over}.
 */
public final class Astreaming {
    private Astreaming() {}

    /**
     * Opens a chat with a provider that asks for a key.
     *
     * @param baseUrl the URL below which the provider has {@code /chat/completions}, such as {@code https://api.openai.com/v1}
     * @param key the key, sent as bearer token
     * @return a chat to keep; thread-safe
     * @throws IllegalArgumentException if the URL isn't an http or https URL, or holds a user or password
     */
    public static Chat chat(String baseUrl, ApiKey key) {
        return Chat.over(JdkChatTransport.to(baseUrl, key), new JsonbChatCodec());
    }

    /**
     * Opens a chat with a server that asks for no key.
     *
     * @param baseUrl such as {@code http://127.0.0.1:11434/v1}
     * @return a chat to keep; thread-safe
     * @throws IllegalArgumentException if the URL isn't an http or https URL, or holds a user or password
     */
    public static Chat chat(String baseUrl) {
        return Chat.over(JdkChatTransport.to(baseUrl), new JsonbChatCodec());
    }
}
