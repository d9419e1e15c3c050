package io.astreaming.port;

import io.astreaming.request.Headers;
import io.astreaming.settings.StreamLimits;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests to one endpoint and brings back the bytes of its responses. As a {@link Redactor} it masks the secrets that it
 * sends with every request. Thread-safe.
 */
public interface ChatTransport extends Redactor, AutoCloseable {
    /**
     * Starts to send a request; returns at once, but for a user's code that is asked for a key. Failures show when the exchange is read.
     *
     * @param request the request in the words of its protocol; its path goes below the transport's base URL, and its
     *     {@linkplain EncodedRequest#callerHeaders() caller's headers} replace the transport's of the same names
     * @param arrived called whenever {@link Exchange#head} or {@link Exchange#read} may have something new to say: on any
     *     thread, perhaps without need, perhaps before this method returns. It returns at once and throws nothing
     * @return the exchange
     */
    Exchange open(EncodedRequest request, Runnable arrived);

    /**
     * Which endpoint this transport asks, for metrics and spans: a URL without user, password and query, such as
     * {@code https://api.openai.com/v1}.
     *
     * @return the base URL; null if there is none to name, as it is unless overridden
     */
    default @Nullable String endpoint() {
        return null;
    }

    /**
     * A decoder for the body of a successful response of this transport.
     *
     * @param head the response's start, which may tell how the body is framed
     * @param limits how much to take
     * @param sink whom to tell
     * @return a decoder for this one body
     */
    PayloadDecoder decoder(ResponseHead head, StreamLimits limits, PayloadSink sink);

    /**
     * Masks the secrets that the transport sends, as the {@link Redactor} of all its exchanges, and also what headers of one request
     * hold: for what has to be masked before that request is opened.
     *
     * @param headers the headers of the request
     * @return masks both; this, as it is unless overridden, if no header's value is to be masked
     */
    default Redactor redactor(Headers headers) {
        return this;
    }

    /** Lets go of what the transport made itself, never of what it was given. */
    @Override
    void close();
}
