package io.astreaming.replay.net;

/**
 * How a response must be sent, according to its request.
 *
 * @param chunked whether the client supports chunked bodies
 * @param persistent whether the connection may stay open afterwards
 * @param bodiless whether only the head is requested
 */
public record ResponseForm(boolean chunked, boolean persistent, boolean bodiless) {}
