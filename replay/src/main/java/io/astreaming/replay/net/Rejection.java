package io.astreaming.replay.net;

/**
 * Why a request can't be answered.
 *
 * @param status the status of the response
 * @param message a message for the client
 */
public record Rejection(int status, String message) {}
