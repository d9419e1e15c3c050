package io.astreaming.port;

import io.astreaming.error.ChatException;

/** Reads a response that isn't a success as an error. Thread-safe. */
public interface ErrorDecoder {
    /**
     * Reads an error response; never fails itself, whatever the body is.
     *
     * @param head status and headers
     * @param body the body, or its beginning where it is longer than the limit
     * @return the error
     */
    ChatException decode(ResponseHead head, byte[] body);
}
