package io.astreaming.replay;

/**
 * How a request wants its response sent.
 *
 * @param chunked whether the client knows chunks
 * @param persistent whether the connection may go on afterwards
 * @param bodiless whether only the head is wanted
 * @param onePiece whether an answer is wanted in one piece, and not as a stream
 * @param page whether a page of this machine asks, which its browser lets read what is marked so
 */
record ResponseTerms(boolean chunked, boolean persistent, boolean bodiless, boolean onePiece, boolean page) {
    /** What nearly every request wants. */
    static final ResponseTerms USUAL = new ResponseTerms(true, true, false);

    ResponseTerms(boolean chunked, boolean persistent, boolean bodiless) {
        this(chunked, persistent, bodiless, false, false);
    }

    ResponseTerms inOnePiece() {
        return new ResponseTerms(chunked, persistent, bodiless, true, page);
    }

    ResponseTerms forPage() {
        return new ResponseTerms(chunked, persistent, bodiless, onePiece, true);
    }
}
