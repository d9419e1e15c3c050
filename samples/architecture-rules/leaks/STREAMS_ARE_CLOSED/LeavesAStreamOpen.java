package com.example.assistant.answers;

import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;

class LeavesAStreamOpen {
    String answer(Chat chat, ChatRequest request) {
        return chat.stream(request).text();
    }
}
