package io.astreaming.replay;

/**
 * Why a request can't be answered.
 *
 * @param status the status of the response
 * @param message a message for the client
 */
record Rejection(int status, String message) {}
