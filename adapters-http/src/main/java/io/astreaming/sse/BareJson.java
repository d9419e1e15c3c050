package io.astreaming.sse;

import static io.astreaming.sse.PayloadViews.at;
import static io.astreaming.sse.PayloadViews.skipBlank;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.Position;
import io.astreaming.error.StreamLimit;
import io.astreaming.jsontext.JsonEndDetector;
import io.astreaming.port.Payload;
import java.util.Arrays;

/** A JSON object or array between events without {@code data:}, on one line or several. Not thread-safe. */
final class BareJson {
    private final Payload start;
    private final int limit;
    private final JsonEndDetector end = new JsonEndDetector();
    private byte[] bytes = {};
    private int length;
    private boolean complete;

    /**
     * Creates an empty value.
     *
     * @param start the line where it begins; the payload has its number and position
     * @param limit how long it may be, in bytes
     */
    BareJson(Payload start, int limit) {
        this.start = start;
        this.limit = limit;
    }

    /**
     * Returns whether a line begins with JSON that may continue: an opening bracket, followed by a character that JSON
     * allows there.
     */
    static boolean begins(Payload line) {
        int first = skipBlank(line, 0);
        if (first == line.length()) {
            return false;
        }
        byte bracket = at(line, first);
        int second = skipBlank(line, first + 1);
        if (bracket == '{') {
            return second >= line.length() || at(line, second) == '"' || at(line, second) == '}';
        }
        return bracket == '[' && (second >= line.length() || at(line, second) == '{');
    }

    /** Adds a line, or the part of it that belongs to the JSON; returns that part's length. */
    int add(Payload line) {
        int from = line.offset();
        int found = end.find(line.array(), from, from + line.length());
        complete = found >= 0;
        int taken = complete ? found - from : line.length();
        append(line.array(), from, taken);
        return taken;
    }

    private void append(byte[] from, int offset, int count) {
        int needed = length + count + 1;
        if (needed - 1 > limit) {
            throw new LimitExceededException(
                    StreamLimit.EVENT_BYTES, limit, new Position(start.number(), start.position(), null));
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(limit, 2 * bytes.length)));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
        if (!complete) {
            bytes[length++] = '\n';
        }
    }

    /** Returns whether the JSON is complete. */
    boolean isComplete() {
        return complete;
    }

    /** Returns the JSON so far. */
    Payload payload() {
        return new Payload(bytes, 0, length, Payload.MESSAGE, start.number(), start.position());
    }
}
