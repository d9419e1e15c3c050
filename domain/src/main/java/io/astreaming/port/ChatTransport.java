package io.astreaming.port;

import io.astreaming.settings.StreamLimits;
import org.jspecify.annotations.Nullable;

/** Carries requests to one endpoint and brings back the bytes of its responses. Thread-safe. */
public interface ChatTransport extends AutoCloseable {
    /**
     * Starts to send a request; returns at once. Failures show when the exchange is read.
     *
     * @param request the request in the words of its protocol; its path goes below the transport's base URL
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
     * Masks the secrets that this transport sends, wherever a provider repeats them. What goes into errors and traces passes
     * through here, as it came and as it was read: JSON may escape any character of a secret.
     *
     * @param text text from the provider
     * @return the same text with every secret masked
     */
    default String redact(String text) {
        return text;
    }

    /**
     * Tells whether a text ends as a secret begins: the rest of it may come in the next piece.
     *
     * @param text text from the provider
     * @return how many characters at its end may be the beginning of a secret
     */
    default int secretBegun(String text) {
        return 0;
    }

    /** Lets go of what the transport made itself, never of what it was given. */
    @Override
    void close();
}
