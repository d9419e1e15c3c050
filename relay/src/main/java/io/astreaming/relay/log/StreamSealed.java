package io.astreaming.relay.log;

import java.util.Objects;

/**
 * The end of a stream, a reader's last event.
 *
 * @param seal how the stream ended
 * @param last the number of the stream's last event; 0 if it had none
 */
public record StreamSealed(Seal seal, long last) implements RelayEvent {
    /** Rejects null. */
    public StreamSealed {
        Objects.requireNonNull(seal, "seal");
    }
}
