package io.astreaming.json;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** JSON as a tree that compares exactly, the order of members aside: {@code 1.0} isn't {@code 1}, and null isn't nothing. */
public final class JsonTree {
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private JsonTree() {}

    /** Maps, lists, strings, and everything else by its letters. */
    public static Object of(String json) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(json))) {
            Object value = value(parser, parser.next());
            if (parser.hasNext()) {
                throw new AssertionError("something follows");
            }
            return value;
        }
    }

    private static Object value(JsonParser parser, Event event) {
        return switch (event) {
            case START_OBJECT -> {
                Map<String, Object> members = new HashMap<>();
                while (parser.next() != Event.END_OBJECT) {
                    String name = parser.getString();
                    members.put(name, value(parser, parser.next()));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                for (Event next = parser.next(); next != Event.END_ARRAY; next = parser.next()) {
                    elements.add(value(parser, next));
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER -> new Token(parser.getString());
            default -> new Token(event.name());
        };
    }

    private record Token(String letters) {}
}
