package io.astreaming.port;

import io.astreaming.error.ChatException;

/** Decodes an HTTP response that isn't a success into an exception. Thread-safe. */
public interface ErrorDecoder {
    /**
     * Decodes an error response. It never fails itself, whatever the body contains.
     *
     * @param head status and headers
     * @param body the body; only its beginning if it is longer than the limit
     * @return the error, as an exception to be reported
     */
    ChatException decode(ResponseHead head, byte[] body);
}
