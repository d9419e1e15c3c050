package io.astreaming.app;

import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.TextReceived;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ApiKey;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;

/** What the README shows, compiled. */
final class EmbeddingExample {
    private EmbeddingExample() {}

    static Outcome ask(String baseUrl, ApiKey key) {
        // README begins
        ChatRequest request = ChatRequest.model("gpt-4o-mini").user("Say hello").build();
        try (JdkChatTransport transport = JdkChatTransport.to(baseUrl, key);
                ChatStream stream = Chat.over(transport, new JsonbChatCodec()).stream(request)) {
            for (ChatEvent event : stream) {
                if (event instanceof TextReceived text) {
                    System.out.print(text.text());
                }
            }
            return stream.outcome(); // Completed, Truncated, Failed, Cancelled or TimedOut
        }
        // README ends
    }
}
