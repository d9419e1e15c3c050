package io.astreaming.app.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Writes bytes to a terminal as UTF-8 text that is safe to print. Not thread-safe. */
final class TerminalBytes extends OutputStream {
    private final TextWriter text;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final CharBuffer decoded = CharBuffer.allocate(4096);
    private ByteBuffer rest = ByteBuffer.allocate(0);

    TerminalBytes(TextWriter text) {
        this.text = text;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        decode(ByteBuffer.wrap(bytes, offset, length), false);
    }

    @Override
    public void close() throws IOException {
        decode(ByteBuffer.allocate(0), true);
        text.close();
    }

    /** Keeps an incomplete character until its other bytes arrive. */
    private void decode(ByteBuffer bytes, boolean last) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(rest.remaining() + bytes.remaining())
                .put(rest)
                .put(bytes)
                .flip();
        boolean more = true;
        while (more) {
            more = decoder.decode(in, decoded, last).isOverflow();
            text.write(decoded.flip().toString());
            decoded.clear();
        }
        rest = in;
    }
}
