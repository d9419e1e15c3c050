package io.astreaming.replay;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * When each frame of a recording is sent. A frame is never sent early; one that is late, because the client reads
 * slowly, is sent at once, and the frames after it keep their times.
 *
 * <p>Thread-safe.
 */
public final class Pace {
    private static final Duration LONGEST_GAP = Duration.ofHours(1);
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

    /** Says when a frame is due, in nanoseconds since the request. */
    private interface Schedule {
        long due(Recording recording, int frame);
    }

    /** {@return the pace of a client that reads as fast as it can: every frame at once} */
    public static Pace full() {
        return FULL;
    }

    /**
     * The first frame at once and the others at a fixed rate.
     *
     * @param gap the time from one frame to the next, at most an hour
     * @return the pace
     * @throws IllegalArgumentException if the gap is negative or too long
     */
    public static Pace every(Duration gap) {
        if (gap.isNegative() || gap.compareTo(LONGEST_GAP) > 0) {
            throw new IllegalArgumentException("the gap must lie between 0 and 1 hour, not " + gap);
        }
        double nanos = gap.toNanos();
        return new Pace("every " + gap, false, null, (recording, frame) -> (long) (nanos * frame));
    }

    /** {@return the pace of the recording} A server with a recording that has no timing won't start at this pace. */
    public static Pace recorded() {
        return recorded(1);
    }

    /**
     * As it was recorded, but faster or slower. A server with a recording that has no timing won't start at this pace.
     *
     * @param speed how many times as fast, such as 10, or 0.5 for half as fast
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
     * Frame by frame at a test's command: each frame takes a permit and waits until there is one. So a test sees what
     * its code does between two events, without any sleeping.
     *
     * @param permits one permit for each frame that may go
     * @return the pace
     */
    public static Pace permittedBy(Semaphore permits) {
        Objects.requireNonNull(permits, "permits");
        return new Pace("permitted", false, permits, (recording, frame) -> 0);
    }

    /** Refuses a recording that can't be replayed at this pace. */
    void check(Recording recording) {
        if (needsTiming && !recording.hasTiming()) {
            throw new IllegalArgumentException("no timing in the recording \"" + recording.name()
                    + "\": its events need comments such as \": at=120\" to be replayed as recorded");
        }
    }

    /** When a frame is due, in nanoseconds since the request. */
    long due(Recording recording, int frame) {
        return schedule.due(recording, frame);
    }

    /** What each frame takes a permit of, if it has to. */
    @Nullable
    Semaphore permits() {
        return permits;
    }

    @Override
    public String toString() {
        return "Pace[" + name + "]";
    }
}
