package io.astreaming.port;

import io.astreaming.request.ChatRequest;

/** Writes requests as JSON. Thread-safe. */
public interface RequestEncoder {
    /**
     * Writes a request.
     *
     * @param request the request
     * @return its path below the base URL, its headers and its JSON
     */
    EncodedRequest encode(ChatRequest request);
}
