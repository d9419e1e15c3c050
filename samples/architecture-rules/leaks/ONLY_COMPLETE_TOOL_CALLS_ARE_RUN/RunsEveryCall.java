package com.example.assistant.answers;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.ToolCall;

class RunsEveryCall {
    void run(ChatCompletion completion) {
        for (ToolCall call : completion.choices().get(0).toolCalls()) {
            System.out.println(call.name() + "(" + call.arguments() + ")");
        }
    }
}
