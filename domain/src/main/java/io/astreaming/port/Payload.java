package io.astreaming.port;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The bytes of one event's data: a window on a buffer that belongs to the decoder. The window is borrowed: it holds until
 * the method that received it returns; {@link #retain()} makes a copy that lasts. After that the buffer may hold anything, another
 * stream's bytes too.
 *
 * <p>Not thread-safe, as its bytes may change; a retained payload is immutable and safe.
 */
public final class Payload {
    /** The event type of an event that names none (WHATWG HTML, server-sent events). */
    public static final String MESSAGE = "message";

    private final byte[] array;
    private final int offset;
    private final int length;
    private final String event;
    private final long number;
    private final long position;

    /**
     * A window.
     *
     * @param array the buffer, not copied
     * @param offset where the window begins in the buffer
     * @param length how long it is, in bytes
     * @param event the event's type, {@link #MESSAGE} unless the stream named another
     * @param number the event's number in the stream, from 0
     * @param position where the data begins in the stream, in bytes from 0
     */
    public Payload(byte[] array, int offset, int length, String event, long number, long position) {
        Objects.checkFromIndexSize(offset, length, array.length);
        this.array = array;
        this.offset = offset;
        this.length = length;
        this.event = Objects.requireNonNull(event, "event");
        this.number = number;
        this.position = position;
    }

    /**
     * A payload of a text of one's own, for tests and recordings.
     *
     * @param text the text
     * @return a retained payload with number and position 0
     */
    public static Payload of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Payload(bytes, 0, bytes.length, MESSAGE, 0, 0);
    }

    /** {@return the buffer} Only bytes from {@link #offset()} on for {@link #length()} belong to the payload; don't write. */
    public byte[] array() {
        return array;
    }

    /** {@return where the window begins in {@link #array()}} */
    public int offset() {
        return offset;
    }

    /** {@return how long the payload is, in bytes} */
    public int length() {
        return length;
    }

    /** {@return the event's type} */
    public String event() {
        return event;
    }

    /** {@return the event's number in the stream, from 0} */
    public long number() {
        return number;
    }

    /** {@return where the data begins in the stream, in bytes from 0} */
    public long position() {
        return position;
    }

    /** {@return a read-only view of the window; borrowed as the payload is} */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /** {@return the payload as text; bytes that aren't UTF-8 become U+FFFD} */
    public String text() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /** {@return whether there is nothing but white space: a sign of life} */
    public boolean isBlank() {
        return isJust("");
    }

    /** {@return whether this is {@code [DONE]}, OpenAI's mark of the end of a stream; some gateways put white space around it} */
    public boolean isDone() {
        return isJust("[DONE]");
    }

    private boolean isJust(String ascii) {
        int from = offset;
        int to = offset + length;
        while (from < to && array[from] >= 0 && array[from] <= ' ') {
            from++;
        }
        while (from < to && array[to - 1] >= 0 && array[to - 1] <= ' ') {
            to--;
        }
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (array[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** {@return a payload with its own copy of the bytes, which lasts} */
    public Payload retain() {
        return new Payload(Arrays.copyOfRange(array, offset, offset + length), 0, length, event, number, position);
    }

    /** Names the payload's place and size, never its content. */
    @Override
    public String toString() {
        return "Payload[event #" + number + ", " + length + " bytes at " + position + "]";
    }
}
