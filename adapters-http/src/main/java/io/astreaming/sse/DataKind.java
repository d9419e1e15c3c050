package io.astreaming.sse;

import io.astreaming.port.Payload;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The kinds of a line of an event's data, as far as its form shows. A line counts as plain text only if it can be
 * nothing else: it must not be a part of truncated or broken JSON.
 */
enum DataKind {
    /** Only white space. */
    BLANK,
    /** The end marker, {@code [DONE]}. */
    DONE,
    /** An object or array, or the beginning of one. */
    JSON,
    /** A complete string, number or literal. */
    SCALAR,
    /** An error in plain text: {@code Error: ...}. */
    ERROR,
    /** Other plain text: a keep-alive, or a gateway's message. */
    PLAIN_TEXT,
    /** Anything else, such as the rest of truncated JSON. */
    BROKEN;

    private static final int LONGEST_TEXT = 1_000;

    private static final Pattern ERRORS =
            Pattern.compile("[\\[(]?error(?![-\\w\"'\\\\]).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern SCALARS =
            Pattern.compile("true|false|null|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?|\"([^\"\\\\]|\\\\.)*+\"");
    private static final Pattern BRACKETED = Pattern.compile("\\[(?!(true|false|null)])[A-Za-z][\\w .-]*]");
    private static final Pattern NOT_OF_TEXT = Pattern.compile("[\\[\\]{}\"\\\\]");

    /** Returns the kind of the bytes from one index to another. */
    static DataKind of(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, Math.min(to - from, LONGEST_TEXT + 1), StandardCharsets.UTF_8).trim();
        if (text.isEmpty()) {
            return to - from > LONGEST_TEXT ? BROKEN : BLANK;
        } else if (text.equals("[DONE]")) {
            return DONE;
        } else if (ERRORS.matcher(text).matches()) {
            return ERROR;
        } else if (BRACKETED.matcher(text).matches()) {
            return PLAIN_TEXT;
        } else if (text.charAt(0) == '{' || text.charAt(0) == '[') {
            return JSON;
        } else if (SCALARS.matcher(text).matches()) {
            return SCALAR;
        }
        return to - from > LONGEST_TEXT || NOT_OF_TEXT.matcher(text).find() ? BROKEN : PLAIN_TEXT;
    }

    static DataKind of(Payload data) {
        return of(data.array(), data.offset(), data.offset() + data.length());
    }
}
