package io.astreaming.replay;

import io.astreaming.replay.net.EventLoop;
import io.astreaming.replay.net.MemoryBudget;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all connections of a server share.
 *
 * @param loop runs them
 * @param router determines the response to each request
 * @param memory counts the memory that they take
 * @param openStreams how many responses are being sent
 * @param headTimeoutNanos how long the head of a request may take from its first byte, in nanoseconds
 */
record ConnectionContext(
        EventLoop loop, RequestRouter router, MemoryBudget memory, AtomicInteger openStreams, long headTimeoutNanos) {}
