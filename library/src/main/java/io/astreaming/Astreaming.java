package io.astreaming;

import io.astreaming.http.JdkChatTransport;
import io.astreaming.http.Providers;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.json.JsonbGeminiCodec;
import io.astreaming.json.JsonbMessagesCodec;
import io.astreaming.json.JsonbOllamaCodec;
import io.astreaming.json.JsonbResponsesCodec;
import io.astreaming.port.KeyHeader;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;

/**
 * Opens chats over the JDK's HTTP client and the JSON codec. A chat is made once and kept for the application's life:
 * it owns connections and threads, which {@link Chat#close} releases. For other settings of the transport, such as
 * headers, a proxy or Azure's URLs, use {@link JdkChatTransport#builder} with {@link Chat#over}.
 */
public final class Astreaming {
    private Astreaming() {}

    /**
     * Opens a chat with a provider that asks for a key.
     *
     * @param baseUrl the URL below which the provider has {@code /chat/completions}, such as {@code
     *     https://api.openai.com/v1}
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

    /**
     * Opens a chat with an endpoint that speaks OpenAI's Responses API.
     *
     * @param baseUrl the URL below which the endpoint has {@code /responses}, such as {@code https://api.openai.com/v1}
     * @param key the key, sent as bearer token
     * @return a chat to keep; thread-safe
     * @throws IllegalArgumentException if the URL isn't an http or https URL, or holds a user or password
     */
    public static Chat responses(String baseUrl, ApiKey key) {
        return Chat.over(JdkChatTransport.to(baseUrl, key), new JsonbResponsesCodec());
    }

    /**
     * Opens a chat with an endpoint that speaks Anthropic's Messages API.
     *
     * @param baseUrl the URL below which the endpoint has {@code /messages}, such as {@code
     *     https://api.anthropic.com/v1}
     * @param key the key, sent in the header {@code x-api-key}
     * @return a chat to keep; thread-safe
     * @throws IllegalArgumentException if the URL isn't an http or https URL, or holds a user or password
     */
    public static Chat messages(String baseUrl, ApiKey key) {
        JdkChatTransport transport = JdkChatTransport.builder(baseUrl)
                .apiKey(KeyHeader.X_API_KEY, key)
                .build();
        return Chat.over(transport, new JsonbMessagesCodec());
    }

    /**
     * Opens a chat with Google's Gemini API.
     *
     * @param key the key, sent in the header {@code x-goog-api-key}
     * @return a chat to keep; thread-safe
     */
    public static Chat gemini(ApiKey key) {
        return Chat.over(Providers.gemini(key).build(), new JsonbGeminiCodec());
    }

    /**
     * Opens a chat with Ollama over its own API. Ollama speaks chat completions, too: {@link #chat(String)} with a URL that
     * ends in {@code /v1}.
     *
     * @param baseUrl the URL below which the server has {@code /api/chat}, such as {@code http://127.0.0.1:11434}
     * @return a chat to keep; thread-safe
     * @throws IllegalArgumentException if the URL isn't an http or https URL, or holds a user or password
     */
    public static Chat ollama(String baseUrl) {
        return Chat.over(JdkChatTransport.to(baseUrl), new JsonbOllamaCodec());
    }
}
