package io.astreaming.relay.log;

import org.jspecify.annotations.Nullable;

/**
 * The id of an event that a client has seen last, and with which it comes back: {@code <stream>.<number>}, or {@code
 * <stream>.end} for the end itself.
 *
 * @param stream the stream
 * @param number the event's number, at least 1; {@link #END} for the end
 */
public record EventId(StreamId stream, long number) {
    /** The number that stands for the end of the stream: greater than any event's. */
    public static final long END = Long.MAX_VALUE;

    private static final int MAX_DIGITS = 18;

    /** Rejects numbers below 1. */
    public EventId {
        if (number < 1) {
            throw new IllegalArgumentException("events are numbered from 1, not " + number);
        }
    }

    /**
     * Reads an id.
     *
     * @param text any text, such as a {@code Last-Event-ID} header
     * @return the id; null if the text isn't one
     */
    public static @Nullable EventId parse(String text) {
        int dot = StreamId.LENGTH;
        if (text.length() <= dot + 1 || text.charAt(dot) != '.') {
            return null;
        }
        StreamId stream = StreamId.parse(text.substring(0, dot));
        String rest = text.substring(dot + 1);
        if (stream == null) {
            return null;
        }
        if (rest.equals("end")) {
            return new EventId(stream, END);
        }
        return isNumber(rest) ? new EventId(stream, Long.parseLong(rest)) : null;
    }

    private static boolean isNumber(String text) {
        if (text.length() > MAX_DIGITS || text.charAt(0) == '0') {
            return false;
        }
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** {@return the id as a client sends it back} */
    public String text() {
        return stream.value() + "." + (number == END ? "end" : Long.toString(number));
    }
}
