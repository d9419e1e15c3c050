package io.astreaming.http.replay;

/**
 * How a request wants its response sent.
 *
 * @param chunked whether the client knows chunks
 * @param persistent whether the connection may go on afterwards
 * @param bodiless whether only the head is wanted
 * @param onePiece whether an answer is wanted in one piece, and not as a stream
 * @param page whether a page of this machine asks, which its browser lets read what is marked so
 */
record Terms(boolean chunked, boolean persistent, boolean bodiless, boolean onePiece, boolean page) {
    /** What nearly every request wants. */
    static final Terms USUAL = new Terms(true, true, false);

    Terms(boolean chunked, boolean persistent, boolean bodiless) {
        this(chunked, persistent, bodiless, false, false);
    }

    Terms inOnePiece() {
        return new Terms(chunked, persistent, bodiless, true, page);
    }

    Terms forPage() {
        return new Terms(chunked, persistent, bodiless, onePiece, true);
    }
}
