package com.example.assistant.domain;

import io.astreaming.stream.ChatStream;

class KnowsStreams {
    String text(ChatStream stream) {
        return stream.text();
    }
}
