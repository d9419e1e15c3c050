package io.astreaming.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text that usually repeats, such as the type of an event: the same bytes give the same string. Not thread-safe. */
final class RepeatedText {
    /** A longer text isn't remembered. */
    private static final int LONGEST = 128;

    private byte[] bytes = {};
    private String text = "";

    /** Returns the text of the bytes in {@code [from, to)}. */
    String of(byte[] source, int from, int to) {
        if (Arrays.equals(bytes, 0, bytes.length, source, from, to)) {
            return text;
        }
        String read = new String(source, from, to - from, StandardCharsets.UTF_8);
        if (to - from <= LONGEST) {
            bytes = Arrays.copyOfRange(source, from, to);
            text = read;
        }
        return read;
    }
}
