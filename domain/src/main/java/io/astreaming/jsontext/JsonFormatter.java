package io.astreaming.jsontext;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON text against the grammar (RFC 8259) and formats it: every token is copied verbatim, only the white space
 * between tokens changes. One pass, no recursion; errors name a character offset and quote nothing. Not thread-safe.
 */
final class JsonFormatter {
    private static final int DEEPEST = 10_000;

    /**
     * How much white space indenting may add: a fixed amount, and an amount for each character of a token. Without a
     * bound the size of a deeply nested text would be quadratic in its length.
     */
    private static final int FREE_SPACE = 1 << 20;

    private static final long SPACE_PER_CHARACTER = 16;

    private final String text;
    private final @Nullable StringBuilder out;
    private final boolean indented;

    /** One bit for each level: whether it is an object. */
    private final BitSet objects = new BitSet();

    private int depth;
    private int at;
    private long tokens;

    private JsonFormatter(String text, @Nullable StringBuilder out, boolean indented) {
        this.text = text;
        this.out = out;
        this.indented = indented;
    }

    /** Throws unless the text is one JSON value, with or without white space around it. */
    static void check(String text) {
        new JsonFormatter(text, null, false).run();
    }

    /** Returns the text without white space between tokens. */
    static String minify(String text) {
        StringBuilder out = new StringBuilder(text.length());
        new JsonFormatter(text, out, false).run();
        return out.length() == text.length() ? text : out.toString();
    }

    /** Returns the text, indented. */
    static String indent(String text) {
        StringBuilder out = new StringBuilder(text.length() * 2);
        new JsonFormatter(text, out, true).run();
        return out.toString();
    }

    private void run() {
        skipSpace();
        do {
            if (!open()) {
                scalar();
            }
        } while (more());
    }

    /** Opens objects and arrays. Returns false if a scalar is expected next, true after an empty object or array. */
    private boolean open() {
        while (true) {
            char c = peek();
            if (c != '{' && c != '[') {
                return false;
            }
            if (depth == DEEPEST) {
                throw error("nested more than " + DEEPEST + " levels deep");
            }
            boolean object = c == '{';
            objects.set(depth++, object);
            token(1);
            skipSpace();
            if (peek() == (object ? '}' : ']')) {
                depth--;
                token(1);
                return true;
            }
            newLine();
            if (object) {
                key();
            }
        }
    }

    /** Closes the objects and arrays that end after a value, and returns whether another value follows. */
    private boolean more() {
        while (true) {
            skipSpace();
            if (depth == 0) {
                if (at < text.length()) {
                    throw error("something follows the value");
                }
                return false;
            }
            boolean object = objects.get(depth - 1);
            char c = peek();
            if (c == ',') {
                token(1);
                skipSpace();
                newLine();
                if (object) {
                    key();
                }
                return true;
            }
            if (c != (object ? '}' : ']')) {
                throw error(object ? "',' or '}' is expected" : "',' or ']' is expected");
            }
            depth--;
            newLine();
            token(1);
        }
    }

    private void key() {
        if (peek() != '"') {
            throw error("a member's name is expected");
        }
        string();
        skipSpace();
        if (peek() != ':') {
            throw error("':' is expected");
        }
        token(1);
        skipSpace();
        if (out != null && indented) {
            out.append(' ');
        }
    }

    private void scalar() {
        switch (peek()) {
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw error("a value is expected");
        }
    }

    private void literal(String word) {
        if (!text.startsWith(word, at)) {
            throw error("a value is expected");
        }
        token(word.length());
    }

    private void number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        tokenFrom(start);
    }

    private void digits() {
        if (!isDigit(peek())) {
            throw error("a digit is expected");
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private void string() {
        int start = at++;
        for (char c = peek(); c != '"'; c = peek()) {
            if (c < ' ') {
                throw error(at < text.length() ? "a control character in a string" : "a string has no end");
            }
            at++;
            if (c == '\\') {
                escape();
            }
        }
        at++;
        tokenFrom(start);
    }

    private void escape() {
        char c = peek();
        if (c != 'u') {
            if (c == 0 || "\"\\/bfnrt".indexOf(c) < 0) {
                throw error("no such escape");
            }
            at++;
            return;
        }
        at++;
        for (int i = 0; i < 4; i++, at++) {
            char hex = peek();
            if (!isDigit(hex) && (hex < 'a' || hex > 'f') && (hex < 'A' || hex > 'F')) {
                throw error("an escape needs four hexadecimal digits");
            }
        }
    }

    /** Returns the next character; at the end NUL, which the grammar allows nowhere. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
        for (char c = peek(); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = peek()) {
            at++;
        }
    }

    private void token(int length) {
        int start = at;
        at += length;
        tokenFrom(start);
    }

    private void tokenFrom(int start) {
        tokens += at - start;
        if (out != null) {
            out.append(text, start, at);
        }
    }

    private void newLine() {
        if (out == null || !indented) {
            return;
        }
        if (out.length() > FREE_SPACE + SPACE_PER_CHARACTER * tokens) {
            throw error("nested too deeply to be indented");
        }
        out.append('\n').append("  ".repeat(depth));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private IllegalArgumentException error(String problem) {
        return new IllegalArgumentException("not JSON: " + problem + ", at character " + at);
    }
}
