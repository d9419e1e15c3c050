package io.astreaming.app.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Writes text piece by piece as UTF-8, each piece at once. A surrogate pair that is split over two pieces comes out
 * whole; half a pair that stays alone becomes U+FFFD. Not thread-safe.
 */
public final class TextWriter implements AutoCloseable {
    private static final byte[] REPLACEMENT = "\ufffd".getBytes(StandardCharsets.UTF_8);

    private final Writer writer;
    private final boolean printable;
    private String half = "";
    private int before = ' ';
    private boolean used;
    private boolean lineOpen;

    /**
     * A writer.
     *
     * @param out where to; closed with the writer
     * @param printable whether a terminal reads it, which mustn't see control characters
     */
    public TextWriter(OutputStream out, boolean printable) {
        // The writer keeps half a pair back until it knows the other half.
        this.writer = new OutputStreamWriter(
                out,
                StandardCharsets.UTF_8
                        .newEncoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .replaceWith(REPLACEMENT));
        this.printable = printable;
    }

    public void write(String piece) throws IOException {
        if (piece.isEmpty()) {
            return;
        }
        used = true;
        lineOpen = !piece.endsWith("\n");
        writer.write(printable ? printable(piece) : piece);
        writer.flush();
    }

    /** What a character is shows only when both its halves are there, and what a joiner joins in the piece before. */
    private String printable(String piece) {
        String text = half + piece;
        int end = Character.isHighSurrogate(text.charAt(text.length() - 1)) ? text.length() - 1 : text.length();
        half = text.substring(end);
        if (end == 0) {
            return "";
        }
        String shown = TerminalText.text(before, text.substring(0, end));
        before = text.codePointBefore(end);
        return shown;
    }

    /** Whether anything was written. */
    public boolean isUsed() {
        return used;
    }

    /** Whether the last line has no end yet. */
    public boolean isLineOpen() {
        return lineOpen;
    }

    @Override
    public void close() throws IOException {
        writer.write(half);
        writer.close();
    }
}
