package io.astreaming.client;

import io.astreaming.port.AttemptHeaders;
import io.astreaming.request.Headers;

/** Collects the headers that the listeners of a stream add to one attempt. Not thread-safe. */
final class CollectedHeaders implements AttemptHeaders {
    private Headers headers = Headers.NONE;
    private boolean closed;

    @Override
    public void set(String name, String value) {
        if (closed) {
            throw new IllegalStateException(
                    "the attempt has been sent without this header; set headers before attemptStarted returns");
        }
        headers = headers.with(name, value);
    }

    /** Returns the collected headers, and accepts no more. */
    Headers close() {
        closed = true;
        return headers;
    }
}
