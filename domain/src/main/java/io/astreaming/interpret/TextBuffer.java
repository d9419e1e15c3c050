package io.astreaming.interpret;

import java.util.ArrayList;
import java.util.List;

/**
 * A text that grows by pieces. A builder doubles, and takes three times a long text while it does; this takes it once,
 * and once more when it is asked for the whole. Not thread-safe.
 */
final class TextBuffer {
    private static final int BLOCK = 256 << 10;

    private final StringBuilder tail = new StringBuilder();
    /** What came before the tail; most texts are shorter than a block. */
    private List<String> blocks = List.of();

    private long length;

    void append(String piece) {
        length += piece.length();
        tail.append(piece);
        if (tail.length() >= BLOCK) {
            blocks = blocks.isEmpty() ? new ArrayList<>() : blocks;
            blocks.add(tail.toString());
            tail.setLength(0);
        }
    }

    long length() {
        return length;
    }

    /** All of it. */
    @Override
    public String toString() {
        if (blocks.isEmpty()) {
            return tail.toString();
        }
        List<CharSequence> all = new ArrayList<>(blocks);
        all.add(tail);
        return String.join("", all);
    }
}
