package com.example.assistant.answers;

import io.astreaming.error.ChatException;
import io.astreaming.stream.ChatStream;

class DropsTheError {
    String text(ChatStream stream) {
        try {
            return stream.text();
        } catch (ChatException dropped) {
            return "Sorry.";
        }
    }
}
