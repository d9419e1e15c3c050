package io.astreaming.relay.log;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the log has of a stream at one moment.
 *
 * @param head the stream's head
 * @param last the number of the last event; 0 if there is none
 * @param seal how the stream ended; null if it is open
 * @param connection the number of the log's connection that this was read on. Who writes or
 *     reads names it, and the log refuses an older number: while a connection is replaced, the log may have lost events,
 *     which the producer has to append again first, or the whole stream, so that another one may have its name
 */
public record LogState(StreamHead head, long last, @Nullable Seal seal, long connection) {
    /** Rejects a null head. */
    public LogState {
        Objects.requireNonNull(head, "head");
    }
}
