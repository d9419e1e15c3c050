package io.astreaming.http.replay;

/**
 * How a request wants its response sent.
 *
 * @param chunked whether the client knows chunks
 * @param persistent whether the connection may go on afterwards
 * @param bodiless whether only the head is wanted
 */
record Terms(boolean chunked, boolean persistent, boolean bodiless) {
    /** What nearly every request wants. */
    static final Terms USUAL = new Terms(true, true, false);
}
