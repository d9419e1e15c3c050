package io.astreaming.replay;

import io.astreaming.replay.net.ResponseForm;

/**
 * How a response must be sent, according to its request.
 *
 * @param chunked whether the client supports chunked bodies
 * @param persistent whether the connection may stay open afterwards
 * @param bodiless whether only the head is requested
 * @param onePiece whether the answer is requested in one piece instead of a stream
 * @param page whether a page of this machine sent the request, which needs CORS headers to read the response
 */
record ResponseTerms(boolean chunked, boolean persistent, boolean bodiless, boolean onePiece, boolean page) {
    /** The terms of nearly every request. */
    static final ResponseTerms USUAL = new ResponseTerms(true, true, false);

    ResponseTerms(boolean chunked, boolean persistent, boolean bodiless) {
        this(chunked, persistent, bodiless, false, false);
    }

    /** Returns the terms of a request for a stream. */
    static ResponseTerms of(ResponseForm form) {
        return new ResponseTerms(form.chunked(), form.persistent(), form.bodiless());
    }

    ResponseTerms inOnePiece() {
        return new ResponseTerms(chunked, persistent, bodiless, true, page);
    }

    ResponseTerms forPage() {
        return new ResponseTerms(chunked, persistent, bodiless, onePiece, true);
    }
}
