package com.example.assistant.domain;

import io.astreaming.completion.Outcome;

/** An answer as the service understands it. */
public record Answer(String text, boolean whole) {
    public static Answer of(Outcome outcome) {
        return new Answer(outcome.completion().text(), outcome.error() == null);
    }
}
