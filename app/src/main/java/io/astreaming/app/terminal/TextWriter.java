package io.astreaming.app.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Writes text piece by piece as UTF-8 and flushes each piece. A surrogate pair that is split over two pieces is written
 * as one character; an unpaired surrogate becomes U+FFFD. Not thread-safe.
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
     * Creates a writer.
     * @param out receives the bytes; closed with the writer
     * @param printable whether the output is a terminal, so that the text must be safe to print
     */
    public TextWriter(OutputStream out, boolean printable) {
        // The writer keeps the first half of a pair until the second arrives.
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

    /** Keeps context between pieces: half a surrogate pair, and the character before a joiner. */
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

    /** Returns whether anything was written. */
    public boolean isUsed() {
        return used;
    }

    /** Returns whether the last line has no line feed yet. */
    public boolean isLineOpen() {
        return lineOpen;
    }

    @Override
    public void close() throws IOException {
        writer.write(half);
        writer.close();
    }
}
