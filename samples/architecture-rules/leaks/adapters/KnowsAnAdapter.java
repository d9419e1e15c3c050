package com.example.assistant.answers;

import io.astreaming.json.JsonbResults;

class KnowsAnAdapter {
    JsonbResults results = new JsonbResults();
}
