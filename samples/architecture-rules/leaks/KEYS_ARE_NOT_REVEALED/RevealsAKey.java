package com.example.assistant.answers;

import io.astreaming.settings.ApiKey;

class RevealsAKey {
    String header(ApiKey key) {
        return "Bearer " + key.reveal();
    }
}
