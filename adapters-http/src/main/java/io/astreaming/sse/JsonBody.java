package io.astreaming.sse;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.Position;
import io.astreaming.error.StreamLimit;
import io.astreaming.jsontext.JsonEndDetector;
import io.astreaming.port.Payload;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A body that is one JSON object instead of an event stream. Not thread-safe. */
final class JsonBody {
    private static final int FIRST_CAPACITY = 4 << 10;

    private final int limit;
    private final long position;
    private final JsonEndDetector end = new JsonEndDetector();
    private byte[] bytes = {};
    private int length;
    private boolean complete;

    /**
     * Creates an empty object.
     *
     * @param limit how long it may be, in bytes
     * @param position the offset where it begins, in bytes
     */
    JsonBody(int limit, long position) {
        this.limit = limit;
        this.position = position;
    }

    /** Reads the object and the white space after it. The bytes after that remain in the buffer. */
    void read(ByteBuffer from) {
        int at = from.position();
        while (at < from.limit() && !complete) {
            complete = end.read(from.get(at++));
        }
        while (at < from.limit() && isWhiteSpace(from.get(at))) {
            at++;
        }
        append(from, at - from.position());
    }

    private void append(ByteBuffer from, int count) {
        if (count > limit - length) {
            throw new LimitExceededException(StreamLimit.EVENT_BYTES, limit, new Position(0, position, null));
        }
        int needed = length + count;
        if (needed > bytes.length) {
            long roomy = Math.max(FIRST_CAPACITY, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(limit, roomy)));
        }
        from.get(bytes, length, count);
        length = needed;
    }

    /** Returns the offset after what was read, in bytes. */
    long endPosition() {
        return position + length;
    }

    /** Returns what was read, as the first payload of the body. */
    Payload payload() {
        return new Payload(bytes, 0, length, Payload.MESSAGE, 0, position);
    }

    static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
