package com.example.assistant.answers;

import io.astreaming.event.ToolArgumentsReceived;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;

class ParsesFragments {
    JsonObject parsed(ToolArgumentsReceived arguments) {
        return Json.createReader(new StringReader(arguments.fragment())).readObject();
    }
}
