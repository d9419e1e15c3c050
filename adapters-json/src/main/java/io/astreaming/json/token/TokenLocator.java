package io.astreaming.json.token;

import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser.Event;

/** Locates in a text the tokens that a parser found, whose kinds are known. */
final class TokenLocator {
    private TokenLocator() {}

    /** Returns the index of the next token, after white space and at most one separator. */
    static int start(String text, int from) {
        int at = skipSpace(text, from);
        boolean separator = at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == ':');
        return separator ? skipSpace(text, at + 1) : at;
    }

    /**
     * Returns the end of a token.
     *
     * @throws JsonException if there is another token, since the parser accepted what isn't JSON
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
            throw new JsonException("the parser found a token at character " + start + " that isn't there");
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
        after(text, start, "\"");
        int close = closingQuote(text, start);
        if (close == text.length()) {
            throw new JsonException("the string that begins at character " + start + " has no end");
        }
        return close + 1;
    }

    /** Returns the index of the quote that closes a string; the length of the text if the string has no end. */
    static int closingQuote(String text, int openingQuote) {
        int at = openingQuote;
        do {
            at = text.indexOf('"', at + 1);
        } while (at >= 0 && isEscaped(text, at));
        return at < 0 ? text.length() : at;
    }

    private static boolean isEscaped(String text, int quote) {
        int slash = quote;
        while (text.charAt(slash - 1) == '\\') {
            slash--;
        }
        return (quote - slash) % 2 != 0;
    }
}
