package com.example.assistant.answers;

import io.astreaming.stream.Chat;
import io.astreaming.stream.OldChats;

class AsksInTheOldWay {
    String question(Chat chat) {
        return OldChats.question(chat);
    }
}
