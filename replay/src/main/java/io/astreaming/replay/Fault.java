package io.astreaming.replay;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A fault at one position of a reply; the playback carries it out. Immutable. */
sealed interface Fault {
    /** The body ends here as if it were complete. */
    record End() implements Fault {}

    /** Foreign bytes are sent here. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
    record Insertion(byte[] bytes) implements Fault {
        @Override
        public String toString() {
            return "Insertion[" + bytes.length + " bytes]";
        }
    }

    /** The previous frame is sent again. */
    record Repetition() implements Fault {}

    /** A point that the playback must pass before it sends the bytes after it. */
    sealed interface Gate extends Fault {
        /** Returns whether the playback writes bytes of its own here, so that no chunk may stay open. */
        default boolean addsBytes() {
            return false;
        }
    }

    /** A frame waits until it is due. */
    record Due(int frame) implements Gate {}

    /** Nothing is sent for a while. */
    record Pause(Duration duration) implements Gate {}

    /** Nothing is sent until the release completes, except comments at the given interval if there is one. */
    record Stall(
            @Nullable CompletionStage<?> release, @Nullable Duration gap, String comment) implements Gate {
        @Override
        public boolean addsBytes() {
            return gap != null;
        }
    }

    /** From here on, only some bytes are sent at a time. */
    record Drip(int bytes, Duration gap) implements Gate {}

    /** The connection ends, with or without a reset. */
    record Cut(boolean reset) implements Gate {}
}
