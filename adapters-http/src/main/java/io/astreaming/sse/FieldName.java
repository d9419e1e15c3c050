package io.astreaming.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The names of an event stream's fields that the standard knows, and what stands in their place. */
enum FieldName {
    DATA("data"),
    EVENT("event"),
    ID("id"),
    RETRY("retry"),
    /** Nothing before the colon: the line is a comment. */
    NONE(""),
    /** A name that the standard doesn't know. */
    OTHER("");

    private static final FieldName[] KNOWN = {DATA, EVENT, ID, RETRY, NONE};

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes them
    private final byte[] bytes;

    FieldName(String text) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the name that these bytes are. */
    static FieldName of(byte[] source, int from, int to) {
        for (FieldName name : KNOWN) {
            if (Arrays.equals(name.bytes, 0, name.bytes.length, source, from, to)) {
                return name;
            }
        }
        return OTHER;
    }

    /** Returns whether a truncated line may be the beginning of a name that the standard knows. */
    static boolean mayBegin(String line) {
        for (FieldName name : KNOWN) {
            if (name.text.startsWith(line)) {
                return true;
            }
        }
        return false;
    }
}
