package io.astreaming.relay;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a relay works. All nodes of a deployment should use the same settings. Immutable and thread-safe: each {@code with}
 * method returns a changed copy.
 */
public final class RelaySettings {
    /** The defaults. */
    public static final RelaySettings DEFAULT = new RelaySettings(new Values());

    private final Values values;

    private RelaySettings(Values values) {
        this.values = values;
    }

    /** The values while they are set; never changed afterwards. */
    private static final class Values {
        Duration linger = Duration.ofMillis(50);
        int batchBytes = 16 * 1024;
        int maxUnwrittenBytes = 256 * 1024;
        Duration aliveInterval = Duration.ofSeconds(5);
        Duration silenceLimit = Duration.ofSeconds(15);
        Duration repairWindow = Duration.ofSeconds(2);
        Duration maxLogOutage = Duration.ofSeconds(60);
        Duration retention = Duration.ofMinutes(10);
        Duration maxDuration = Duration.ofHours(1);
        long maxBytes = 8L * 1024 * 1024;
        boolean writeThrough;
    }

    private RelaySettings with(Consumer<Values> change) {
        Values copy = new Values();
        copy.linger = values.linger;
        copy.batchBytes = values.batchBytes;
        copy.maxUnwrittenBytes = values.maxUnwrittenBytes;
        copy.aliveInterval = values.aliveInterval;
        copy.silenceLimit = values.silenceLimit;
        copy.repairWindow = values.repairWindow;
        copy.maxLogOutage = values.maxLogOutage;
        copy.retention = values.retention;
        copy.maxDuration = values.maxDuration;
        copy.maxBytes = values.maxBytes;
        copy.writeThrough = values.writeThrough;
        change.accept(copy);
        return new RelaySettings(copy);
    }

    private static Duration positive(Duration value, String name) {
        if (Objects.requireNonNull(value, name).isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
        return value;
    }

    /**
     * {@return how long the producer waits for more events before it appends those that have come; 50 ms by default}
     */
    public Duration linger() {
        return values.linger;
    }

    /** {@return the size at which it appends without waiting, in bytes; 16 KiB by default} */
    public int batchBytes() {
        return values.batchBytes;
    }

    /**
     * {@return how much the producer holds that the log hasn't accepted, in bytes; beyond that the provider has to
     * wait; 256 KiB by default}
     */
    public int maxUnwrittenBytes() {
        return values.maxUnwrittenBytes;
    }

    /** {@return after how long without an event the producer appends a sign of life; 5 s by default} */
    public Duration aliveInterval() {
        return values.aliveInterval;
    }

    /**
     * {@return after how long without an event or a sign of life a reader ends the stream, since its producer is lost;
     * 15 s by default}
     */
    public Duration silenceLimit() {
        return values.silenceLimit;
    }

    /**
     * {@return how long the producer keeps events that the log has accepted, so that it can append them again if the
     * log loses them; 2 s by default}
     */
    public Duration repairWindow() {
        return values.repairWindow;
    }

    /** {@return how long the producer waits for a log that can't be reached before it gives up; 60 s by default} */
    public Duration maxLogOutage() {
        return values.maxLogOutage;
    }

    /** {@return how long the log keeps a stream after its end; 10 minutes by default} */
    public Duration retention() {
        return values.retention;
    }

    /** {@return how long the log keeps a stream that nobody ends, beside {@link #retention}; 1 hour by default} */
    public Duration maxDuration() {
        return values.maxDuration;
    }

    /** {@return the size of a stream at which it fails, in bytes; 8 MiB by default} */
    public long maxBytes() {
        return values.maxBytes;
    }

    /**
     * {@return whether readers see only what the log has accepted; by default the readers of the producing node may be
     * ahead of the log by {@link #linger} and a round trip}
     */
    public boolean writeThrough() {
        return values.writeThrough;
    }

    /**
     * Returns a copy with another time to wait for more events.
     *
     * @param other how long the producer waits for more events before it appends
     * @return a changed copy
     * @throws IllegalArgumentException if it isn't positive
     */
    public RelaySettings withLinger(Duration other) {
        Duration checked = positive(other, "linger");
        return with(copy -> copy.linger = checked);
    }

    /**
     * Returns a copy with other limits of a producer's silence.
     *
     * @param alive after how long without an event the producer appends a sign of life
     * @param limit after how long without either a reader ends the stream
     * @return a changed copy
     * @throws IllegalArgumentException if {@code alive} isn't positive, or {@code limit} isn't at least three times as long: a single
     *     delayed sign of life would end a stream
     */
    public RelaySettings withSilence(Duration alive, Duration limit) {
        if (limit.compareTo(positive(alive, "alive").multipliedBy(3)) < 0) {
            throw new IllegalArgumentException("the limit of silence must be at least three times " + alive + ", not "
                    + limit + ", or a single delayed sign of life would end a stream");
        }
        return with(copy -> {
            copy.aliveInterval = alive;
            copy.silenceLimit = limit;
        });
    }

    /**
     * Returns a copy with another time to wait for the log.
     *
     * @param other how long the producer waits for a log that can't be reached
     * @return a changed copy
     * @throws IllegalArgumentException if it isn't positive
     */
    public RelaySettings withMaxLogOutage(Duration other) {
        Duration checked = positive(other, "maxLogOutage");
        return with(copy -> copy.maxLogOutage = checked);
    }

    /**
     * Returns a copy with another time to keep what has ended.
     *
     * @param other how long the log keeps a stream after its end
     * @return a changed copy
     * @throws IllegalArgumentException if it isn't positive
     */
    public RelaySettings withRetention(Duration other) {
        Duration checked = positive(other, "retention");
        return with(copy -> copy.retention = checked);
    }

    /**
     * Returns a copy with another time to keep what nobody ends.
     *
     * @param other how long the log keeps a stream that nobody ends
     * @return a changed copy
     * @throws IllegalArgumentException if it isn't positive
     */
    public RelaySettings withMaxDuration(Duration other) {
        Duration checked = positive(other, "maxDuration");
        return with(copy -> copy.maxDuration = checked);
    }

    /**
     * Returns a copy with another limit of size.
     *
     * @param other the size of a stream at which it fails, in bytes
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public RelaySettings withMaxBytes(long other) {
        if (other < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1, not " + other);
        }
        return with(copy -> copy.maxBytes = other);
    }

    /**
     * Returns a copy that lets readers be ahead of the log, or not.
     *
     * @param through whether readers see only what the log has accepted
     * @return a changed copy
     */
    public RelaySettings withWriteThrough(boolean through) {
        return with(copy -> copy.writeThrough = through);
    }
}
