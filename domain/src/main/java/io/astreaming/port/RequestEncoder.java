package io.astreaming.port;

import io.astreaming.request.ChatRequest;

/** Writes requests as JSON. Thread-safe. */
public interface RequestEncoder {
    /**
     * Writes a request that asks for a stream.
     *
     * @param request the request
     * @return where it goes below a base URL, with which headers, and its JSON
     */
    EncodedRequest encode(ChatRequest request);
}
