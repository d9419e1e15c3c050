package io.astreaming.benchmarks.floor;

import io.astreaming.benchmarks.contender.Decoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds the ends of the lines, in each the content (or the arguments), and makes a String of it as it stands, escapes and all. */
public class ContentStrings implements Decoder {
    private static final byte[][] OF_CHUNKS = names("content\":\"", "\"arguments\":\"");

    private final byte[][] names;

    /** A reader of chat completions. */
    public ContentStrings() {
        this(OF_CHUNKS);
    }

    /** A reader of the members that begin so; the first that a line has counts. */
    ContentStrings(byte[]... names) {
        this.names = names;
    }

    static byte[][] names(String... beginnings) {
        return Stream.of(beginnings)
                .map(beginning -> beginning.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    @Override
    public void decode(byte[] body, Consumer<Object> sink) {
        int line = 0;
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '\n') {
                if (i - line > 5 && body[line] == 'd') {
                    sink.accept(content(names, body, line, i));
                }
                line = i + 1;
            }
        }
    }

    @Override
    public String text(Object chunk) {
        return ((String) chunk).translateEscapes();
    }

    /** The content in the line; empty if there is none. */
    static String content(byte[] bytes, int from, int to) {
        return content(OF_CHUNKS, bytes, from, to);
    }

    private static String content(byte[][] names, byte[] bytes, int from, int to) {
        int start = -1;
        for (int i = 0; i < names.length && start < 0; i++) {
            start = after(names[i], bytes, from, to);
        }
        if (start < 0) {
            return "";
        }
        int end = start;
        while (end < to && bytes[end] != '"') {
            end += bytes[end] == '\\' ? 2 : 1;
        }
        return new String(bytes, start, Math.min(end, to) - start, StandardCharsets.UTF_8);
    }

    private static int after(byte[] wanted, byte[] bytes, int from, int to) {
        byte first = wanted[0];
        for (int i = from; i <= to - wanted.length; i++) {
            if (bytes[i] == first && isAt(wanted, bytes, i)) {
                return i + wanted.length;
            }
        }
        return -1;
    }

    private static boolean isAt(byte[] wanted, byte[] bytes, int at) {
        for (int k = 1; k < wanted.length; k++) {
            if (bytes[at + k] != wanted[k]) {
                return false;
            }
        }
        return true;
    }
}
