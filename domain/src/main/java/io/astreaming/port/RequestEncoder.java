package io.astreaming.port;

import io.astreaming.request.ChatRequest;

/** Writes requests as JSON. Thread-safe. */
public interface RequestEncoder {
    /**
     * Writes a request that asks for a stream.
     *
     * @param request the request
     * @return its JSON, UTF-8
     */
    byte[] encode(ChatRequest request);
}
