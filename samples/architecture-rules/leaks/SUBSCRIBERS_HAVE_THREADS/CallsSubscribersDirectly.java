package com.example.assistant.config;

import io.astreaming.stream.Chat;

class CallsSubscribersDirectly {
    Chat direct(Chat chat) {
        return chat.withExecutor(Runnable::run);
    }
}
