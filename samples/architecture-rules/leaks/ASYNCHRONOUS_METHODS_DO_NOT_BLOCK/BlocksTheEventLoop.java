package com.example.assistant.answers;

import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.util.concurrent.CompletableFuture;

class BlocksTheEventLoop {
    CompletableFuture<String> answer(Chat chat, ChatRequest request) {
        try (ChatStream stream = chat.stream(request)) {
            return CompletableFuture.completedFuture(stream.text());
        }
    }
}
