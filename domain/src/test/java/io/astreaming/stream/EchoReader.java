package io.astreaming.stream;

import io.astreaming.error.MalformedResultException;
import io.astreaming.error.ResultFailure;
import io.astreaming.error.TextPosition;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.PartialJson;
import io.astreaming.jsontext.PartialVisibility;
import io.astreaming.port.ResultReader;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolDefinition;

/** Makes of JSON the JSON itself; an object with a member {@code misfit} doesn't fit. Counts the snapshots that it made. */
final class EchoReader implements ResultReader<String> {
    int snapshots;

    @Override
    public JsonText schema() {
        return new JsonText("{}");
    }

    @Override
    public ResponseFormat format() {
        return ResponseFormat.jsonSchema("echo", schema(), true);
    }

    @Override
    public ToolDefinition.Function tool(String name, String description) {
        return ToolDefinition.function(name, description, schema());
    }

    @Override
    public String read(String text) {
        PartialJson json = new PartialJson();
        json.append(text);
        json.end();
        if (json.problem() != null) {
            TextPosition position =
                    new TextPosition(json.problem().offset(), json.problem().path());
            throw new MalformedResultException(
                    ResultFailure.INVALID_JSON, json.problem().description(), text, position);
        }
        if (text.contains("misfit")) {
            throw new MalformedResultException(ResultFailure.SCHEMA_MISMATCH, "no", text, null);
        }
        return text;
    }

    @Override
    public PartialVisibility outline() {
        return PartialVisibility.ANY;
    }

    @Override
    public String snapshot(JsonText json) {
        snapshots++;
        return json.text();
    }
}
