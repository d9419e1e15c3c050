package io.astreaming.json.token;

import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.math.BigDecimal;

/** Copies JSON between texts and the parsers and generators that a {@code Jsonb} passes to its (de)serializers. */
public final class TokenCopier {
    private TokenCopier() {}

    /**
     * Returns the text of the object that a deserializer was called for. Some providers of JSON-B have consumed its
     * opening bracket already, others haven't.
     */
    public static String object(JsonParser parser) {
        Event event = parser.next();
        if (event == Event.START_OBJECT) {
            event = parser.next();
        }
        if (event != Event.KEY_NAME && event != Event.END_OBJECT) {
            throw new JsonbException("an object was expected");
        }
        JsonWriter out = new JsonWriter().beginObject();
        int depth = 1;
        while (true) {
            write(parser, event, out);
            switch (event) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                default -> {}
            }
            if (depth == 0) {
                return out.text().text();
            }
            event = parser.next();
        }
    }

    private static void write(JsonParser parser, Event event, JsonWriter out) {
        switch (event) {
            case START_OBJECT -> out.beginObject();
            case END_OBJECT -> out.endObject();
            case START_ARRAY -> out.beginArray();
            case END_ARRAY -> out.endArray();
            case KEY_NAME -> out.name(parser.getString());
            case VALUE_STRING -> out.string(parser.getString());
            case VALUE_NUMBER -> out.json(new JsonText(digits(parser)));
            case VALUE_TRUE -> out.json(new JsonText("true"));
            case VALUE_FALSE -> out.json(new JsonText("false"));
            case VALUE_NULL -> out.json(JsonText.NULL);
        }
    }

    private static String digits(JsonParser parser) {
        try {
            return parser.getString();
        } catch (IllegalStateException e) {
            // A parser over a tree, which Johnzon passes, has the value but not its digits.
            return parser.getBigDecimal().toString();
        }
    }

    /** Writes the one value of a text. Numbers keep their value; the generator decides on their digits. */
    public static void write(JsonTokens in, JsonGenerator out) {
        int depth = 0;
        do {
            switch (in.next()) {
                case START_OBJECT -> {
                    out.writeStartObject();
                    depth++;
                }
                case START_ARRAY -> {
                    out.writeStartArray();
                    depth++;
                }
                case END_OBJECT, END_ARRAY -> {
                    out.writeEnd();
                    depth--;
                }
                case KEY_NAME -> out.writeKey(in.string());
                case VALUE_STRING -> out.write(in.string());
                case VALUE_NUMBER -> out.write(number(in.string()));
                case VALUE_TRUE -> out.write(true);
                case VALUE_FALSE -> out.write(false);
                case VALUE_NULL -> out.writeNull();
            }
        } while (depth > 0);
    }

    private static BigDecimal number(String digits) {
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw new JsonException("a generator can't write a number whose exponent is beyond an int", e);
        }
    }
}
