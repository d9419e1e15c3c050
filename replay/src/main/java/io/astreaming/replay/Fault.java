package io.astreaming.replay;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What goes wrong at a place of a reply; the playback makes it happen. Immutable. */
sealed interface Fault {
    /** The body ends here as if it were whole. */
    record End() implements Fault {}

    /** Bytes that don't belong here. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
    record Insertion(byte[] bytes) implements Fault {
        @Override
        public String toString() {
            return "Insertion[" + bytes.length + " bytes]";
        }
    }

    /** The frame before once more. */
    record Repetition() implements Fault {}

    /** Something that stands between the bytes before and those behind it. */
    sealed interface Gate extends Fault {
        /** Whether the playback writes something of its own here, so that no chunk can stay open. */
        default boolean addsBytes() {
            return false;
        }
    }

    /** A frame waits for its time. */
    record Due(int frame) implements Gate {}

    /** Nothing for a while. */
    record Pause(Duration duration) implements Gate {}

    /** Nothing until it is released, but comments every so often if there is a gap. */
    record Stall(
            @Nullable CompletionStage<?> release, @Nullable Duration gap, String comment) implements Gate {
        @Override
        public boolean addsBytes() {
            return gap != null;
        }
    }

    /** From here on only some bytes at a time. */
    record Drip(int bytes, Duration gap) implements Gate {}

    /** The connection ends, with or without a reset. */
    record Cut(boolean reset) implements Gate {}
}
