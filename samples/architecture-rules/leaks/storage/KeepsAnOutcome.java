package com.example.assistant.storage;

import io.astreaming.completion.Outcome;

class KeepsAnOutcome {
    Outcome outcome;
}
