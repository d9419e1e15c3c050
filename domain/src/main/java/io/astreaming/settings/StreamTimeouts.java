package io.astreaming.settings;

import java.time.Duration;
import java.util.Objects;

/**
 * How long to wait for a stream. Comments and pings from the provider are keep-alives: they restart {@link #idle}, but
 * they don't count as {@link #firstContent}. Only the time in which the caller waits for the provider counts, except
 * for {@link #total}, which counts all time. Each timeout must be positive; one longer than 100 years is reduced to 100
 * years, so that any long duration can stand for "no timeout". The timeouts need no order among themselves: the one
 * that passes first ends the stream. The transport has the timeout for opening a connection.
 *
 * <p>Immutable; the {@code with} methods return changed copies.
 */
public final class StreamTimeouts {
    /** A clock of nanoseconds in a long overflows after 292 years. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * Headers within 2 min, the first content within 5 min, a byte every 2 min, the whole stream within 1 h, and at
     * most 2 s after the finish.
     */
    public static final StreamTimeouts DEFAULT = new StreamTimeouts(
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofHours(1),
            Duration.ofSeconds(2));

    private final Duration headers;
    private final Duration firstContent;
    private final Duration idle;
    private final Duration total;
    private final Duration afterFinish;

    private StreamTimeouts(
            Duration headers, Duration firstContent, Duration idle, Duration total, Duration afterFinish) {
        this.headers = bounded(headers, "headers");
        this.firstContent = bounded(firstContent, "firstContent");
        this.idle = bounded(idle, "idle");
        this.total = bounded(total, "total");
        this.afterFinish = bounded(afterFinish, "afterFinish");
    }

    private static Duration bounded(Duration value, String name) {
        if (Objects.requireNonNull(value, name).isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
        return value.compareTo(LONGEST) > 0 ? LONGEST : value;
    }

    /** {@return how long to wait for the response's headers, in each attempt} */
    public Duration headers() {
        return headers;
    }

    /** {@return how long to wait for the first content, from the start of the request} */
    public Duration firstContent() {
        return firstContent;
    }

    /** {@return how long to wait for the next byte of any kind} */
    public Duration idle() {
        return idle;
    }

    /** {@return how long the whole stream may take, from the start of the request} */
    public Duration total() {
        return total;
    }

    /**
     * How long to wait for usage and {@code [DONE]} after every choice has finished. It is no error if this time
     * passes.
     *
     * @return the time
     */
    public Duration afterFinish() {
        return afterFinish;
    }

    /**
     * Returns a copy with another timeout for the response's headers.
     *
     * @param other how long to wait for them, in each attempt
     * @return a changed copy
     * @throws IllegalArgumentException if it isn't positive
     */
    public StreamTimeouts withHeaders(Duration other) {
        return new StreamTimeouts(other, firstContent, idle, total, afterFinish);
    }

    /**
     * Returns a copy with another timeout for the first content.
     *
     * @param other how long to wait for it, from the start of the request
     * @return a changed copy
     * @throws IllegalArgumentException if it isn't positive
     */
    public StreamTimeouts withFirstContent(Duration other) {
        return new StreamTimeouts(headers, other, idle, total, afterFinish);
    }

    /**
     * Returns a copy with another timeout for the next byte.
     *
     * @param other how long to wait for a byte of any kind
     * @return a changed copy
     * @throws IllegalArgumentException if it isn't positive
     */
    public StreamTimeouts withIdle(Duration other) {
        return new StreamTimeouts(headers, firstContent, other, total, afterFinish);
    }

    /**
     * Returns a copy with another timeout for the whole stream.
     *
     * @param other how long it may take, from the start of the request
     * @return a changed copy
     * @throws IllegalArgumentException if it isn't positive
     */
    public StreamTimeouts withTotal(Duration other) {
        return new StreamTimeouts(headers, firstContent, idle, other, afterFinish);
    }

    /**
     * Returns a copy with another timeout for what follows the finish.
     *
     * @param other how long to wait for usage and {@code [DONE]} after every choice has finished
     * @return a changed copy
     * @throws IllegalArgumentException if it isn't positive
     */
    public StreamTimeouts withAfterFinish(Duration other) {
        return new StreamTimeouts(headers, firstContent, idle, total, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StreamTimeouts that
                && headers.equals(that.headers)
                && firstContent.equals(that.firstContent)
                && idle.equals(that.idle)
                && total.equals(that.total)
                && afterFinish.equals(that.afterFinish);
    }

    @Override
    public int hashCode() {
        return Objects.hash(headers, firstContent, idle, total, afterFinish);
    }

    @Override
    public String toString() {
        return "StreamTimeouts[headers=" + headers + ", firstContent=" + firstContent + ", idle=" + idle + ", total="
                + total + ", afterFinish=" + afterFinish + "]";
    }
}
