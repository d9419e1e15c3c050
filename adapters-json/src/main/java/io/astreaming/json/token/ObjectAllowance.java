package io.astreaming.json.token;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;

/**
 * Limits how many objects are created from one payload, since an object may take a hundred times as much memory as its
 * bytes. Not thread-safe.
 */
final class ObjectAllowance {
    private final int max;
    private int left;

    ObjectAllowance(int max) {
        this.max = max;
        this.left = max;
    }

    /**
     * Counts one object.
     *
     * @throws LimitExceededException if there are too many
     */
    void take() {
        if (--left < 0) {
            throw new LimitExceededException(StreamLimit.EVENT_BYTES, max, null);
        }
    }
}
