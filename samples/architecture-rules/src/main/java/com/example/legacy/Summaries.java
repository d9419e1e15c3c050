package com.example.legacy;

import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;

/** Older than the rules: it leaves its stream open, which the frozen rule of LegacyArchitectureTest knows. */
public final class Summaries {
    private Summaries() {}

    public static String summary(Chat chat, String text) {
        return chat.stream(ChatRequest.model("gpt-4o-mini")
                        .user("Summarise: " + text)
                        .build())
                .text();
    }
}
