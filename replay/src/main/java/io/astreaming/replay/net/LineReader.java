package io.astreaming.replay.net;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines from bytes as they arrive, each limited in length, and so are those of one section. Not thread-safe. */
public final class LineReader {
    private static final int MAX_LINE = 16 << 10;
    private static final int MAX_SECTION = 64 << 10;

    /** Says what the limits are. */
    public static final String LIMITS = "a line has at most " + MAX_LINE + " bytes, all lines " + MAX_SECTION;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    private int sectionBytes;
    private boolean tooLong;

    /** Starts a section, such as the head or a chunk's size. */
    public void startSection() {
        sectionBytes = 0;
    }

    /** Returns the next line without its end; null until it is complete, and after a limit is exceeded. */
    @Nullable
    public String next(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte b = in.get();
            if (++sectionBytes > MAX_SECTION || line.size() >= MAX_LINE) {
                tooLong = true;
                return null;
            }
            if (b == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                line.reset();
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(b);
        }
        return null;
    }

    /** Returns whether a limit was exceeded. */
    public boolean isTooLong() {
        return tooLong;
    }
}
