package io.astreaming.port;

/**
 * Takes headers that are sent with one attempt of a request. It belongs to the hook it was given to, {@link
 * StreamListener#attemptStarted}, and to the thread that runs it.
 */
public interface AttemptHeaders {
    /**
     * Sends a header with this attempt. It takes the place of any of the same name, be it the request's own, the transport's or another
     * listener's; so the name should be the listener's to set. The value is a secret as those of the request's own headers are.
     *
     * @param name the header's name, such as {@code traceparent}
     * @param value its value: printable ASCII
     * @throws IllegalArgumentException if no request may carry it, as
     *     {@link io.astreaming.request.Headers#with(String, String)} says; the message doesn't show the value, and the attempt
     *     goes on without the header
     * @throws IllegalStateException if the hook has returned
     */
    void set(String name, String value);
}
