package io.astreaming.event;

import io.astreaming.jsontext.JsonText;

/**
 * A part of the stream arrived that the library doesn't model; its value is kept verbatim. Members of chunks, choices
 * and calls are reported when they are new or their value changes, members of deltas each time.
 *
 * @param location where it was found
 * @param choice the choice's index; -1 if it belongs to none
 * @param name the member's name; empty for a whole payload
 * @param value its value verbatim, never null
 */
public record Unrecognized(Location location, int choice, String name, JsonText value) implements ChatEvent {
    /** Where something unrecognized was found. */
    public enum Location {
        /** A whole payload that is neither a chunk nor an error. */
        PAYLOAD,
        /** A member of the chunk. */
        CHUNK,
        /** A member of a choice. */
        CHOICE,
        /** A member of a choice's delta. */
        DELTA,
        /** A member of a tool call; the call in the completion has it too. */
        TOOL_CALL
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "Unrecognized[" + location + ", " + choice + ", " + value.text().length() + " characters]";
    }

    @Override
    public boolean isFrame() {
        return location != Location.DELTA;
    }
}
