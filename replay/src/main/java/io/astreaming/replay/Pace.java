package io.astreaming.replay;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Determines when each frame of a recording is sent. A frame is never sent early. A frame that is late because the
 * client reads slowly is sent at once, and the following frames keep their times.
 *
 * <p>Thread-safe.
 */
public final class Pace {
    private static final Duration MAX_GAP = Duration.ofHours(1);
    private static final Pace FULL = new Pace("full", false, null, (recording, frame) -> 0);

    private final String name;
    private final boolean needsTiming;
    private final @Nullable Semaphore permits;
    private final Schedule schedule;

    private Pace(String name, boolean needsTiming, @Nullable Semaphore permits, Schedule schedule) {
        this.name = name;
        this.needsTiming = needsTiming;
        this.permits = permits;
        this.schedule = schedule;
    }

    /** Returns when a frame is due, in nanoseconds since the request. */
    private interface Schedule {
        long due(Recording recording, int frame);
    }

    /** {@return a pace that sends every frame as soon as the client can read it} */
    public static Pace full() {
        return FULL;
    }

    /**
     * Returns a pace that sends the first frame at once and the others at a fixed rate.
     *
     * @param gap the time between two frames, at most an hour
     * @return the pace
     * @throws IllegalArgumentException if the gap is negative or too long
     */
    public static Pace every(Duration gap) {
        if (gap.isNegative() || gap.compareTo(MAX_GAP) > 0) {
            throw new IllegalArgumentException("the gap must lie between 0 and 1 hour, not " + gap);
        }
        double nanos = gap.toNanos();
        return new Pace("every " + gap, false, null, (recording, frame) -> (long) (nanos * frame));
    }

    /** {@return the pace of the recording} At this pace a server doesn't start if a recording has no timing. */
    public static Pace recorded() {
        return recorded(1);
    }

    /**
     * Returns the pace of the recording, made faster or slower. At this pace a server doesn't start if a recording has
     * no timing.
     *
     * @param speed the factor: 10 is ten times as fast, 0.5 half as fast
     * @return the pace
     * @throws IllegalArgumentException if the speed isn't a positive number
     */
    public static Pace recorded(double speed) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("the speed must be a positive number, not " + speed);
        }
        return new Pace("recorded × " + speed, true, null, (recording, frame) -> {
            Duration at = recording.frames().get(frame).at();
            return at == null ? 0 : (long) (at.toNanos() / speed);
        });
    }

    /**
     * Returns a pace that a test controls: each frame waits for a permit. So a test can check what its code does
     * between two events, without sleeping.
     *
     * @param permits one permit for each frame that may be sent
     * @return the pace
     */
    public static Pace permittedBy(Semaphore permits) {
        Objects.requireNonNull(permits, "permits");
        return new Pace("permitted", false, permits, (recording, frame) -> 0);
    }

    /** Rejects a recording that can't be replayed at this pace. */
    void check(Recording recording) {
        if (needsTiming && !recording.hasTiming()) {
            throw new IllegalArgumentException("no timing in the recording \"" + recording.name()
                    + "\": its events need comments such as \": at=120\" to be replayed as recorded");
        }
    }

    /** Returns when a frame is due, in nanoseconds since the request. */
    long due(Recording recording, int frame) {
        return schedule.due(recording, frame);
    }

    /** Returns the semaphore from which each frame takes a permit; null if frames need none. */
    @Nullable
    Semaphore permits() {
        return permits;
    }

    @Override
    public String toString() {
        return "Pace[" + name + "]";
    }
}
