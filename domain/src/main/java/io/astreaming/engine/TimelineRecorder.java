package io.astreaming.engine;

import io.astreaming.port.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * Records when something happens in a stream, in nanoseconds since the request, as a {@link Timeline}. Its size is
 * constant, whatever the stream's length. It reads no clock. A time before one recorded earlier counts as the earlier
 * one. Not thread-safe.
 */
public final class TimelineRecorder {
    private long chunks;
    private long first;
    private long last;
    private long longestGap;
    private long now;
    private @Nullable Long content;

    /** Creates an empty recorder. */
    public TimelineRecorder() {}

    /**
     * Records a chunk.
     *
     * @param nanos the time
     */
    public void chunk(long nanos) {
        advance(nanos);
        if (chunks++ == 0) {
            first = now;
        } else {
            longestGap = Math.max(longestGap, now - last);
        }
        last = now;
    }

    /**
     * Records content; only the first time counts.
     *
     * @param nanos the time
     */
    public void content(long nanos) {
        advance(nanos);
        if (content == null) {
            content = now;
        }
    }

    /**
     * Records the stream's end.
     *
     * @param nanos the time
     */
    public void ended(long nanos) {
        advance(nanos);
    }

    /** {@return the timeline so far} */
    public Timeline timeline() {
        boolean gaps = chunks > 1;
        return new Timeline(
                chunks,
                chunks > 0 ? first : null,
                content,
                now,
                gaps ? longestGap : null,
                gaps ? (last - first) / (chunks - 1) : null);
    }

    private void advance(long nanos) {
        now = Math.max(now, nanos);
    }
}
