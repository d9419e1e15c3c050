package io.astreaming.client;

import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.StreamListener;
import io.astreaming.port.TraceSink;
import io.astreaming.request.ChatRequest;

/**
 * A request, prepared on the caller's own thread, where trace context, MDC and the like are available. The call may run
 * later and on other threads.
 *
 * @param request the request as it is sent, after customization
 * @param encoded the request as its protocol encodes it
 * @param chunks decodes the payloads of the answer
 * @param listener observes the course of the stream; throws nothing
 * @param trace receives the stream's content
 * @param secrets masks this stream's secrets
 */
public record PreparedRequest(
        ChatRequest request,
        EncodedRequest encoded,
        ChunkDecoder chunks,
        StreamListener listener,
        TraceSink trace,
        StreamRedactor secrets) {}
