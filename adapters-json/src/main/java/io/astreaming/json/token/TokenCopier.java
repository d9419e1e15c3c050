package io.astreaming.json.token;

import io.astreaming.jsontext.JsonText;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.math.BigDecimal;

/** Carries JSON between our texts and the parsers and generators that a {@code Jsonb} hands to its (de)serializers. */
public final class TokenCopier {
    private TokenCopier() {}

    /**
     * The text of the object that a deserializer was called for. Some providers have taken the opening bracket already,
     * others haven't.
     */
    public static String object(JsonParser parser) {
        StringBuilder out = new StringBuilder("{");
        int depth = 1;
        boolean first = true;
        Event event = parser.next();
        if (event == Event.START_OBJECT) {
            event = parser.next();
        }
        if (event != Event.KEY_NAME && event != Event.END_OBJECT) {
            throw new JsonbException("an object was expected");
        }
        while (true) {
            boolean end = event == Event.END_OBJECT || event == Event.END_ARRAY;
            if (!first && !end) {
                out.append(',');
            }
            first = event == Event.START_OBJECT || event == Event.START_ARRAY || event == Event.KEY_NAME;
            depth += end ? -1 : event == Event.START_OBJECT || event == Event.START_ARRAY ? 1 : 0;
            append(out, parser, event);
            if (depth == 0) {
                return out.toString();
            }
            event = parser.next();
        }
    }

    private static void append(StringBuilder out, JsonParser parser, Event event) {
        switch (event) {
            case START_OBJECT -> out.append('{');
            case END_OBJECT -> out.append('}');
            case START_ARRAY -> out.append('[');
            case END_ARRAY -> out.append(']');
            case KEY_NAME -> {
                JsonText.appendString(out, parser.getString());
                out.append(':');
            }
            case VALUE_STRING -> JsonText.appendString(out, parser.getString());
            case VALUE_NUMBER -> out.append(digits(parser));
            case VALUE_TRUE -> out.append("true");
            case VALUE_FALSE -> out.append("false");
            case VALUE_NULL -> out.append("null");
        }
    }

    private static String digits(JsonParser parser) {
        try {
            return parser.getString();
        } catch (IllegalStateException e) {
            // A parser over a tree, as Johnzon hands it over: the digits are gone, the value isn't.
            return parser.getBigDecimal().toString();
        }
    }

    /** Writes the one value of a text. Numbers keep their value; how they are spelt is the generator's affair. */
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
            throw new JsonException("a number is too big for a generator", e);
        }
    }
}
