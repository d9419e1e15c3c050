package io.astreaming.sse;

/** The syntax of a line of an event stream: a field's name, a colon, a space, and its value. */
final class FieldSyntax {
    private FieldSyntax() {}

    /** Returns the index of the first colon in {@code [from, to)}, or {@code to}: the field's name ends there. */
    static int nameEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != ':') {
            i++;
        }
        return i;
    }

    /** Returns the index where the field's value begins, in a line that ends at {@code to}. */
    static int valueStart(byte[] bytes, int nameEnd, int to) {
        int value = Math.min(nameEnd + 1, to);
        return value < to && bytes[value] == ' ' ? value + 1 : value;
    }

    /** Returns whether a line begins with a possible field name: one word and a colon. */
    static boolean isField(String line) {
        int colon = line.indexOf(':');
        return colon > 0 && line.substring(0, colon).indexOf(' ') < 0;
    }
}
