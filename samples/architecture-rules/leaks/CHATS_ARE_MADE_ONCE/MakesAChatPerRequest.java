package com.example.assistant.config;

import io.astreaming.Astreaming;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;

class MakesAChatPerRequest {
    String answer(ChatRequest request) {
        try (Chat chat = Astreaming.chat("http://127.0.0.1:8080/v1");
                ChatStream stream = chat.stream(request)) {
            return stream.text();
        }
    }
}
