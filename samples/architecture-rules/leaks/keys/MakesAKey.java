package com.example.assistant.answers;

import io.astreaming.settings.ApiKey;

class MakesAKey {
    ApiKey key = ApiKey.fromEnvironment("OPENAI_API_KEY");
}
