package io.astreaming.relay.log;

import java.util.Objects;

/** What the log made of a write. */
public sealed interface WriteResult {
    /** The log has it. */
    record Written() implements WriteResult {}

    /**
     * The stream has ended, so nothing was written.
     *
     * @param seal how it ended
     */
    record AlreadySealed(Seal seal) implements WriteResult {
        /** Rejects null. */
        public AlreadySealed {
            Objects.requireNonNull(seal, "seal");
        }
    }

    /** The log has events with these numbers already: an earlier write whose answer was lost. Nothing was written. */
    record OutOfOrder() implements WriteResult {}

    /** The log doesn't know the stream (any more). Nothing was written. */
    record Gone() implements WriteResult {}
}
