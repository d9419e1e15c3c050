package com.example.assistant.answers;

import io.astreaming.port.TraceSink;
import io.astreaming.stream.Chat;

class WritesATrace {
    Chat traced(Chat chat, TraceSink sink) {
        return chat.withTrace(request -> sink);
    }
}
