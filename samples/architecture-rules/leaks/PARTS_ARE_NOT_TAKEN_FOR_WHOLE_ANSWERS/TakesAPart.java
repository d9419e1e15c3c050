package com.example.assistant.answers;

import io.astreaming.completion.Outcome;

class TakesAPart {
    String text(Outcome outcome) {
        return outcome.completion().text();
    }
}
