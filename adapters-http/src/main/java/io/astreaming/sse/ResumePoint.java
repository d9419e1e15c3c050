package io.astreaming.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/** What a client needs to resume an event stream: the last event id, and how long to wait. Not thread-safe. */
final class ResumePoint {
    private byte[] pendingId = {};
    private byte[] lastId = {};
    private long retryMillis = -1;

    /**
     * Reads the value of a field {@code id}, which counts once its event is complete. The standard ignores one with
     * NUL.
     */
    void readId(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                return;
            }
        }
        if (!Arrays.equals(bytes, from, to, pendingId, 0, pendingId.length)) {
            pendingId = Arrays.copyOfRange(bytes, from, to);
        }
    }

    /** Makes the id that was read last the last event id. */
    void eventEnded() {
        lastId = pendingId;
    }

    /** Reads the value of a field {@code retry}. The standard ignores one that isn't made of digits alone. */
    void readRetry(byte[] bytes, int from, int to) {
        long millis = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return;
            }
            millis = millis > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : millis * 10 + digit;
        }
        if (from < to) {
            retryMillis = millis;
        }
    }

    String lastEventId() {
        return new String(lastId, StandardCharsets.UTF_8);
    }

    OptionalLong retryMillis() {
        return retryMillis < 0 ? OptionalLong.empty() : OptionalLong.of(retryMillis);
    }
}
