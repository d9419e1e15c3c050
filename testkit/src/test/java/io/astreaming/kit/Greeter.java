package io.astreaming.kit;

import io.astreaming.completion.Outcome;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;

/** The service under test in the guide to tests. */
record Greeter(Chat chat) {
    String greet(String name) {
        try (ChatStream stream = chat.stream(request(name))) {
            return stream.outcome().completion().text();
        }
    }

    Outcome outcome(String name) {
        try (ChatStream stream = chat.stream(request(name))) {
            return stream.outcome();
        }
    }

    static ChatRequest request(String name) {
        return ChatRequest.model("gpt-4o-mini").user("Greet " + name).build();
    }
}
