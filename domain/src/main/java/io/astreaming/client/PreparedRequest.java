package io.astreaming.client;

import io.astreaming.port.EncodedRequest;
import io.astreaming.port.StreamListener;
import io.astreaming.port.TraceSink;
import io.astreaming.request.ChatRequest;

/**
 * What is made of a request on the caller's own thread, where trace context, MDC and the like are; the rest may happen elsewhere and later.
 *
 * @param request as it is sent
 * @param encoded the same in the words of its protocol
 * @param listener sees the course of the stream, and throws nothing
 * @param trace sees the stream's content
 * @param secrets masks what is secret in this stream
 */
public record PreparedRequest(
        ChatRequest request,
        EncodedRequest encoded,
        StreamListener listener,
        TraceSink trace,
        StreamRedactor secrets) {}
