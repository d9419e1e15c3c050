package io.astreaming.interpret;

import java.util.ArrayList;
import java.util.List;

/**
 * A text that grows by pieces. A {@link StringBuilder} doubles its array, and needs three times the memory of a long
 * text meanwhile; this needs it once, and once more when the whole text is requested. Not thread-safe.
 */
final class TextBuffer {
    private static final int BLOCK = 256 << 10;

    private final StringBuilder tail = new StringBuilder();
    /** The blocks before the tail; most texts are shorter than one block. */
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

    /** Returns the whole text. */
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
