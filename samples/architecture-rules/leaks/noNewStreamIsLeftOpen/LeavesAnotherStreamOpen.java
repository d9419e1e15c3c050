package com.example.legacy;

import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;

class LeavesAnotherStreamOpen {
    String answer(Chat chat, ChatRequest request) {
        return chat.stream(request).text();
    }
}
