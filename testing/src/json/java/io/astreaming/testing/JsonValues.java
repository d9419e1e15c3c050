package io.astreaming.testing;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON as plain values that compare by what they say: the order of members and the spelling of numbers don't count. */
public final class JsonValues {
    private JsonValues() {}

    public static Object of(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return of(reader.readValue());
        }
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String json) {
        return (Map<String, Object>) of(json);
    }

    private static Object of(JsonValue value) {
        if (value instanceof JsonObject object) {
            Map<String, Object> members = new LinkedHashMap<>();
            object.forEach((name, member) -> members.put(name, of(member)));
            return members;
        } else if (value instanceof JsonArray array) {
            return array.stream().map(JsonValues::of).toList();
        } else if (value instanceof JsonString string) {
            return string.getString();
        } else if (value instanceof JsonNumber number) {
            return number.bigDecimalValue().stripTrailingZeros();
        } else {
            return value.getValueType();
        }
    }
}
