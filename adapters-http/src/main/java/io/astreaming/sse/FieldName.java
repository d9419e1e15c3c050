package io.astreaming.sse;

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

    FieldName(String text) {
        this.text = text;
    }

    /** Returns the name that these bytes are. */
    static FieldName of(byte[] bytes, int from, int to) {
        for (FieldName name : KNOWN) {
            if (name.is(bytes, from, to)) {
                return name;
            }
        }
        return OTHER;
    }

    private boolean is(byte[] bytes, int from, int to) {
        boolean same = text.length() == to - from;
        for (int i = 0; same && i < text.length(); i++) {
            same = text.charAt(i) == bytes[from + i];
        }
        return same;
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
