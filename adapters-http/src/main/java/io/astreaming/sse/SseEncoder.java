package io.astreaming.sse;

import io.astreaming.port.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Encodes server-sent events (WHATWG HTML, 9.2) that a {@link SseDecoder} can decode. Line ends within data may be LF,
 * CR or CRLF and are decoded as LF. Thread-safe.
 */
public final class SseEncoder {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMENT = ": ".getBytes(StandardCharsets.US_ASCII);

    private SseEncoder() {}

    /**
     * Encodes an event of the default type.
     *
     * @param data its data
     * @return the event with its blank line, UTF-8
     */
    public static byte[] event(String data) {
        return event(Payload.MESSAGE, data);
    }

    /**
     * Encodes an event.
     *
     * @param type its type, written unless it is {@link Payload#MESSAGE}
     * @param data its data
     * @return the event with its blank line, UTF-8
     * @throws IllegalArgumentException if the type is empty or contains a line end
     */
    public static byte[] event(String type, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return event(type, bytes, 0, bytes.length);
    }

    /**
     * Encodes a payload as an event again, byte for byte.
     *
     * @param payload the payload; the encoder keeps no reference to it
     * @return the event with its blank line
     */
    public static byte[] event(Payload payload) {
        return event(payload.event(), payload.array(), payload.offset(), payload.length());
    }

    /**
     * Encodes a comment, which readers ignore: a keep-alive.
     *
     * @param text the comment; each of its lines becomes a comment line
     * @return the comment with a blank line, UTF-8
     */
    public static byte[] comment(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 8);
        lines(out, COMMENT, bytes, 0, bytes.length);
        out.write('\n');
        return out.toByteArray();
    }

    /** {@return the event <code>[DONE]</code>, which ends a stream of chat completions} */
    public static byte[] done() {
        return event("[DONE]");
    }

    private static byte[] event(String type, byte[] data, int offset, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 32);
        if (!type.equals(Payload.MESSAGE)) {
            if (type.isEmpty() || type.indexOf('\n') >= 0 || type.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("an event's type is one line, and not empty");
            }
            byte[] name = type.getBytes(StandardCharsets.UTF_8);
            lines(out, EVENT, name, 0, name.length);
        }
        lines(out, DATA, data, offset, length);
        out.write('\n');
        return out.toByteArray();
    }

    private static void lines(ByteArrayOutputStream out, byte[] field, byte[] text, int offset, int length) {
        int end = offset + length;
        int start = offset;
        while (true) {
            int stop = LineEndScanner.find(text, start, end);
            out.write(field, 0, field.length);
            out.write(text, start, stop - start);
            out.write('\n');
            if (stop == end) {
                return;
            }
            start = stop + (text[stop] == '\r' && stop + 1 < end && text[stop + 1] == '\n' ? 2 : 1);
        }
    }
}
