package io.astreaming.conformance;

import io.astreaming.jsontext.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What it means that one JSON value is a beginning of another. Written without a look at how snapshots are made. */
public final class Growth {
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private Growth() {}

    public static JsonValue parse(JsonText json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json.text()))) {
            return reader.readValue();
        }
    }

    /** Whether a value may become another by growth alone: at its end, and only there, text, elements or members are added. */
    public static boolean isBeginning(JsonValue before, JsonValue after) {
        if (before instanceof JsonString string && after instanceof JsonString longer) {
            return longer.getString().startsWith(string.getString());
        }
        if (before instanceof JsonArray array && after instanceof JsonArray longer) {
            return isBeginning(array, (List<JsonValue>) longer);
        }
        if (before instanceof JsonObject object && after instanceof JsonObject longer) {
            List<String> names = new ArrayList<>(object.keySet());
            List<String> more = new ArrayList<>(longer.keySet());
            return more.size() >= names.size()
                    && more.subList(0, names.size()).equals(names)
                    && isBeginning(new ArrayList<>(object.values()), new ArrayList<>(longer.values()));
        }
        return before.equals(after);
    }

    private static boolean isBeginning(List<JsonValue> before, List<JsonValue> after) {
        int last = before.size() - 1;
        return after.size() > last
                && (last < 0
                        || (after.subList(0, last).equals(before.subList(0, last))
                                && isBeginning(before.get(last), after.get(last))));
    }
}
