package io.astreaming.relay.log;

/** Is told what comes to a stream that is followed. The methods must not block. */
public interface TailListener {
    /**
     * Tells of new events, a sign of life, or the end.
     *
     * @param page the events, and the seal if the stream has ended; without either it is a sign of life
     */
    void page(Page page);

    /** Tells that the log was asked and has nothing new. Called at least once a second while nothing comes. */
    void quiet();

    /** Tells that the log can't be read; it is asked again until the handle is closed. */
    void unreachable();

    /** Tells that the log doesn't know the stream any more. The last call. */
    void gone();
}
