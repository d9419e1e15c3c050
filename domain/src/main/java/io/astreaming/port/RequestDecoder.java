package io.astreaming.port;

import io.astreaming.request.ChatRequest;

/**
 * Reads requests as clients of a protocol send them, for a gateway. What has a place in the model is read into it, everything
 * else becomes an extra, so that a request which was read and is written again in the same protocol is equal as JSON.
 * Thread-safe.
 */
public interface RequestDecoder {
    /**
     * Reads a request.
     *
     * @param request the path below the base URL, which in some protocols names the model, and the JSON body. Headers are
     *     ignored
     * @return the request, without headers
     * @throws IllegalArgumentException if it isn't a request of the protocol; the message says where it isn't, and never
     *     repeats a prompt
     */
    ChatRequest decode(EncodedRequest request);
}
