package com.example.assistant.config;

import io.astreaming.Astreaming;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.Chat;
import java.time.Duration;

/** Makes what lives as long as the service. */
public final class AssistantConfiguration {
    private AssistantConfiguration() {}

    public static Chat chat() {
        return Astreaming.chat("https://api.openai.com/v1", ApiKey.fromEnvironment("OPENAI_API_KEY"))
                .withTimeouts(StreamTimeouts.DEFAULT.withTotal(Duration.ofMinutes(2)));
    }
}
