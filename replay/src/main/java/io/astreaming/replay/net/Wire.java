package io.astreaming.replay.net;

/**
 * Where a response is sent.
 *
 * @param channel the client's connection
 * @param loop runs it
 * @param resumed is to be called on the loop's thread when a response that was waiting has more to send
 */
public record Wire(ByteChannel channel, EventLoop loop, Runnable resumed) {}
