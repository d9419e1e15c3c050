package io.astreaming.benchmarks.astreaming;

import io.astreaming.event.ChatEvent;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import java.util.function.Consumer;

/** What both faces need. */
final class Chats {
    private Chats() {}

    static Chat to(String baseUrl) {
        return Chat.over(JdkChatTransport.to(baseUrl), new JsonbChatCodec());
    }

    static ChatRequest request(String model) {
        return ChatRequest.model(model).user("hi").includeUsage(false).build();
    }

    static void tell(ChatEvent event, Consumer<String> text) {
        if (event instanceof TextReceived received) {
            text.accept(received.text());
        } else if (event instanceof ReasoningReceived received) {
            text.accept(received.text());
        } else if (event instanceof ToolArgumentsReceived received) {
            text.accept(received.fragment());
        }
    }
}
