package io.astreaming.json.token;

import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser.Event;

/** Finds in a text the tokens of which a parser has told the kind. */
final class TokenLocator {
    private TokenLocator() {}

    /** Where the token after a place begins: behind white space and at most one separator. */
    static int start(String text, int from) {
        int at = skipSpace(text, from);
        boolean separator = at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == ':');
        return separator ? skipSpace(text, at + 1) : at;
    }

    /**
     * Where a token ends.
     *
     * @throws JsonException if there is another token: the provider takes for JSON what isn't
     */
    static int end(String text, int start, Event kind) {
        return switch (kind) {
            case START_OBJECT -> after(text, start, "{");
            case END_OBJECT -> after(text, start, "}");
            case START_ARRAY -> after(text, start, "[");
            case END_ARRAY -> after(text, start, "]");
            case VALUE_TRUE -> after(text, start, "true");
            case VALUE_FALSE -> after(text, start, "false");
            case VALUE_NULL -> after(text, start, "null");
            case VALUE_NUMBER -> endOfNumber(text, start);
            case KEY_NAME, VALUE_STRING -> endOfString(text, start);
        };
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static int after(String text, int start, String token) {
        if (!text.startsWith(token, start)) {
            throw new JsonException("not the token that the parser says");
        }
        return start + token.length();
    }

    private static int endOfNumber(String text, int start) {
        int at = start;
        while (at < text.length() && isOfNumber(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isOfNumber(char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
    }

    private static int endOfString(String text, int start) {
        int at = after(text, start, "\"") - 1;
        do {
            at = text.indexOf('"', at + 1);
            if (at < 0) {
                throw new JsonException("a string without end");
            }
        } while (isEscaped(text, at));
        return at + 1;
    }

    private static boolean isEscaped(String text, int quote) {
        int slash = quote;
        while (text.charAt(slash - 1) == '\\') {
            slash--;
        }
        return (quote - slash) % 2 != 0;
    }
}
