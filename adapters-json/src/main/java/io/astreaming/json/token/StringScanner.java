package io.astreaming.json.token;

import java.nio.charset.StandardCharsets;

/**
 * Reads one JSON string from UTF-8 bytes. It accepts what every parser must accept and nothing else: no control
 * characters, no unknown escapes, no bytes that aren't UTF-8. It is reused for the next string. Not thread-safe.
 */
public final class StringScanner {
    private int from;
    private int to;
    private boolean escaped;
    private boolean ascii;

    /** Creates a scanner that has found no string. */
    public StringScanner() {}

    /**
     * Finds the end of a string.
     *
     * @param from the index after the opening quote
     * @param limit the end of the bytes
     * @return the index of the closing quote, or -1 if this isn't certainly a string
     */
    public int scan(byte[] bytes, int from, int limit) {
        this.from = from;
        escaped = false;
        ascii = true;
        int at = from;
        while (at < limit) {
            at = EightBytes.skipPlain(bytes, at, limit);
            if (at == limit) {
                return -1;
            }
            byte b = bytes[at];
            int length;
            if (b >= ' ' && b != '"' && b != '\\') {
                length = 1;
            } else if (b == '"') {
                to = at;
                return at;
            } else if (b == '\\') {
                escaped = true;
                length = escapeLength(bytes, at, limit);
            } else {
                ascii = false;
                length = Utf8.validLength(bytes, at, limit);
            }
            if (length == 0) {
                return -1;
            }
            at += length;
        }
        return -1;
    }

    /** Returns whether the last string is ASCII without escapes. */
    boolean isPlain() {
        return ascii && !escaped;
    }

    /** Returns the last string, unescaped. */
    public String text(byte[] bytes) {
        if (escaped) {
            return unescaped(bytes);
        }
        return new String(bytes, from, to - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** Returns the last string as sent, in its quotes. */
    public String verbatim(byte[] bytes) {
        return new String(bytes, from - 1, to - from + 2, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private String unescaped(byte[] bytes) {
        char[] chars = new char[to - from];
        int count = 0;
        int at = from;
        while (at < to) {
            byte b = bytes[at];
            if (b == '\\') {
                chars[count++] = escapedChar(bytes, at);
                at += bytes[at + 1] == 'u' ? 6 : 2;
            } else if (b >= 0) {
                chars[count++] = (char) b;
                at++;
            } else {
                count += Character.toChars(Utf8.codePoint(bytes, at), chars, count);
                at += Utf8.length(b);
            }
        }
        return new String(chars, 0, count);
    }

    /** Returns the length of an escape; 0 if there is no such escape. */
    private static int escapeLength(byte[] bytes, int at, int limit) {
        if (at + 1 >= limit) {
            return 0;
        }
        return switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
            case 'u' -> at + 5 < limit && hex(bytes, at + 2) >= 0 ? 6 : 0;
            default -> 0;
        };
    }

    private static char escapedChar(byte[] bytes, int at) {
        byte b = bytes[at + 1];
        return switch (b) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) hex(bytes, at + 2);
            default -> (char) b;
        };
    }

    /** Returns the value of four hexadecimal digits; -1 if they aren't. */
    private static int hex(byte[] bytes, int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            byte b = bytes[i];
            int digit = b < 0 ? -1 : Character.digit(b, 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }
}
