package io.astreaming.replay.net;

/**
 * What all connections of a server share.
 *
 * @param loop runs them
 * @param responder begins the response to each request
 * @param memory counts the memory that they take
 * @param headTimeoutNanos how long the head of a request may take from its first byte, in nanoseconds
 */
record ConnectionContext(EventLoop loop, Responder responder, MemoryBudget memory, long headTimeoutNanos) {}
