package io.astreaming.port;

/**
 * Adds headers to one attempt of a request. It is valid only within the hook that receives it, {@link
 * StreamListener#attemptStarted}, and only on the thread that runs the hook.
 */
public interface AttemptHeaders {
    /**
     * Sends a header with this attempt. It replaces any header of the same name, whether the request, the transport or
     * another listener has set it, so a listener should set only names of its own. The value is treated as a secret,
     * like the values of the request's own headers.
     *
     * @param name the header's name, such as {@code traceparent}
     * @param value its value: printable ASCII
     * @throws IllegalArgumentException if {@link io.astreaming.request.Headers#with(String, String)} rejects it; the
     *     message doesn't show the value, and the attempt continues without the header
     * @throws IllegalStateException if the hook has already returned
     */
    void set(String name, String value);
}
