package io.astreaming.engine;

import io.astreaming.port.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happens in a stream and when, in nanoseconds since the request, and makes a {@link Timeline} of it. It
 * keeps no list: a stream of any length takes the same few bytes. It asks no clock. A time that lies before one told
 * earlier counts as that one. Not thread-safe.
 */
public final class TimelineRecorder {
    private long chunks;
    private long first;
    private long last;
    private long longestGap;
    private long now;
    private @Nullable Long content;

    /** A recorder that has been told nothing. */
    public TimelineRecorder() {}

    /**
     * A chunk came.
     *
     * @param nanos when
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
     * Content came; only the first time counts.
     *
     * @param nanos when
     */
    public void content(long nanos) {
        advance(nanos);
        if (content == null) {
            content = now;
        }
    }

    /**
     * The stream ended.
     *
     * @param nanos when
     */
    public void ended(long nanos) {
        advance(nanos);
    }

    /** {@return what happened so far} */
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
