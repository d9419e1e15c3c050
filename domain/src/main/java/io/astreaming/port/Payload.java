package io.astreaming.port;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The bytes of one server-sent event's data, or of a body that is one JSON document: a window on the decoder's buffer.
 * The window is borrowed: it is valid only until the method that received it returns, since the buffer is then reused,
 * possibly by another stream. {@link #retain()} makes a copy that stays valid.
 *
 * <p>Not thread-safe, since its bytes may change; a retained payload is immutable and thread-safe.
 */
public final class Payload {
    /** The type of a server-sent event that names none (WHATWG HTML). */
    public static final String MESSAGE = "message";

    private final byte[] array;
    private final int offset;
    private final int length;
    private final String event;
    private final long number;
    private final long position;

    /**
     * Creates a window on a buffer.
     *
     * @param array the buffer, not copied
     * @param offset the index of the window's first byte in the buffer
     * @param length the window's length, in bytes
     * @param event the server-sent event's type, {@link #MESSAGE} unless the stream named another
     * @param number the server-sent event's number in the stream, starting at 0
     * @param position the byte offset of the data in the stream, starting at 0
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
     * Creates a payload from a text.
     *
     * @param text the text
     * @return a retained payload with number and position 0
     */
    public static Payload of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Payload(bytes, 0, bytes.length, MESSAGE, 0, 0);
    }

    /**
     * {@return the buffer} Only the {@link #length()} bytes from {@link #offset()} on belong to the payload. They must
     * not be changed.
     */
    public byte[] array() {
        return array;
    }

    /** {@return the index of the payload's first byte in {@link #array()}} */
    public int offset() {
        return offset;
    }

    /** {@return the payload's length, in bytes} */
    public int length() {
        return length;
    }

    /** {@return the event's type} */
    public String event() {
        return event;
    }

    /** {@return the server-sent event's number in the stream, starting at 0} */
    public long number() {
        return number;
    }

    /** {@return the byte offset of the data in the stream, starting at 0} */
    public long position() {
        return position;
    }

    /** {@return a read-only view of the window; borrowed like the payload} */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /** {@return the payload as text; bytes that aren't UTF-8 become U+FFFD} */
    public String text() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /** {@return whether the payload is empty or only white space, which providers send as a keep-alive} */
    public boolean isBlank() {
        return isJust("");
    }

    /**
     * {@return whether this is {@code [DONE]}, with which OpenAI ends a stream; some gateways put white space around
     * it}
     */
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

    /** {@return a payload with its own copy of the bytes, which stays valid} */
    public Payload retain() {
        return new Payload(Arrays.copyOfRange(array, offset, offset + length), 0, length, event, number, position);
    }

    /** Shows the payload's position and size, never its content. */
    @Override
    public String toString() {
        return "Payload[event #" + number + ", " + length + " bytes at " + position + "]";
    }
}
