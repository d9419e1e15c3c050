package com.example.assistant.answers;

import io.astreaming.client.ChatSettings;

class UsesInternals {
    ChatSettings settings = ChatSettings.DEFAULT;
}
