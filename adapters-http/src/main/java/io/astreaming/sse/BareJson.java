package io.astreaming.sse;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.Position;
import io.astreaming.error.StreamLimit;
import io.astreaming.port.Payload;
import java.util.Arrays;

/** A JSON object or array that stands between events as it is, over one line or several. Not thread-safe. */
final class BareJson {
    private final Payload start;
    private final int limit;
    private final JsonEndDetector end = new JsonEndDetector();
    private byte[] bytes = {};
    private int length;
    private boolean whole;

    /**
     * Nothing yet.
     *
     * @param start the line where it begins; its number and place are those of the payload
     * @param limit how long it may be, in bytes
     */
    BareJson(Payload start, int limit) {
        this.start = start;
        this.limit = limit;
    }

    /** Whether a line begins with JSON that is worth to wait for: an opening bracket, and behind it what JSON has there. */
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

    static int skipBlank(Payload line, int from) {
        int i = from;
        while (i < line.length() && at(line, i) >= 0 && at(line, i) <= ' ') {
            i++;
        }
        return i;
    }

    private static byte at(Payload line, int index) {
        return line.array()[line.offset() + index];
    }

    /** Takes a line, or as much of it as belongs to the JSON; says how much. */
    int add(Payload line) {
        int from = line.offset();
        int found = end.find(line.array(), from, from + line.length());
        whole = found >= 0;
        int taken = whole ? found - from : line.length();
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
        if (!whole) {
            bytes[length++] = '\n';
        }
    }

    /** Whether it has come to its end. */
    boolean isWhole() {
        return whole;
    }

    /** What has come of it. */
    Payload payload() {
        return new Payload(bytes, 0, length, Payload.MESSAGE, start.number(), start.position());
    }
}
