package com.example.assistant.answers;

import io.astreaming.event.TextReceived;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;

class IgnoresTheOutcome {
    void print(Chat chat, ChatRequest request) {
        try (ChatStream stream = chat.stream(request)) {
            stream.forEach(event -> {
                if (event instanceof TextReceived text) {
                    System.out.print(text.text());
                }
            });
        }
    }
}
