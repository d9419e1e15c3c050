package io.astreaming.json.token;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;

/**
 * How many objects may still be made of one payload. Small values cost a hundred times their bytes. Not thread-safe.
 */
final class ObjectAllowance {
    private final int most;
    private int left;

    ObjectAllowance(int most) {
        this.most = most;
        this.left = most;
    }

    void take() {
        if (--left < 0) {
            throw new LimitExceededException(StreamLimit.EVENT_BYTES, most, null);
        }
    }
}
