package io.astreaming.relay.log;

import io.astreaming.port.Payload;
import java.util.Objects;

/** One payload of the provider, as the log keeps it. Immutable: its bytes must not be changed. */
public final class StoredEvent implements RelayEvent {
    private final long number;
    private final String type;
    private final byte[] data;

    /**
     * Creates an event.
     *
     * @param number its number in the stream, from 1 on without gaps
     * @param type the server-sent event's type, {@link Payload#MESSAGE} unless the provider named another
     * @param data the payload's bytes as the provider sent them; not copied
     */
    public StoredEvent(long number, String type, byte[] data) {
        this.number = number;
        this.type = Objects.requireNonNull(type, "type");
        this.data = Objects.requireNonNull(data, "data");
    }

    /** {@return the event's number in the stream, from 1 on} */
    public long number() {
        return number;
    }

    /** {@return the server-sent event's type} */
    public String type() {
        return type;
    }

    /** {@return the payload's bytes; not a copy, so they must not be changed} */
    public byte[] data() {
        return data;
    }

    /** {@return the memory that this event is counted with, in bytes: its data, its type, and 32} */
    public int size() {
        return data.length + type.length() + 32;
    }

    /** Shows the number and the size, never the content. */
    @Override
    public String toString() {
        return "StoredEvent[" + number + ", " + data.length + " bytes]";
    }
}
