package io.astreaming.relay;

/**
 * The log couldn't be reached, so nothing is known of a stream, its end neither. The reader may come back later with the
 * number of the last event that it has seen.
 */
@SuppressWarnings("serial")
public final class LogUnreachableException extends RuntimeException {
    LogUnreachableException() {
        super("the log of streams can't be reached: come back later with the id of the last event");
    }
}
