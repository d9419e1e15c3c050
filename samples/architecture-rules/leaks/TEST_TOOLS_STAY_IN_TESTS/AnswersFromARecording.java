package com.example.assistant.config;

import io.astreaming.replay.ReplayServer;

class AnswersFromARecording {
    ReplayServer server;
}
