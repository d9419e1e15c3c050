package io.astreaming.port;

import io.astreaming.request.Headers;
import io.astreaming.settings.StreamLimits;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one endpoint and receives the bytes of its responses. As a {@link Redactor} it masks the secrets
 * that it sends with every request. Thread-safe.
 */
public interface ChatTransport extends Redactor, AutoCloseable {
    /**
     * Starts to send a request and returns at once, unless the caller's own code that supplies the key blocks. Failures
     * are reported when the exchange is read.
     *
     * @param request the request as its protocol encodes it; its path and its query are appended to those of the transport's base
     *     URL, and its {@linkplain EncodedRequest#callerHeaders() caller's headers} replace the transport's headers of the same
     *     names
     * @param wakeReader is run whenever {@link Exchange#head} or {@link Exchange#read} may return something new: on any
     *     thread, possibly without anything new, possibly before this method returns. It returns at once and throws
     *     nothing
     * @return the exchange
     */
    Exchange open(EncodedRequest request, Runnable wakeReader);

    /**
     * Returns the endpoint, for metrics and spans: a URL without user, password and query, such as {@code
     * https://api.openai.com/v1}.
     *
     * @return the base URL; null, which is the default, if the transport has none to report
     */
    default @Nullable String endpoint() {
        return null;
    }

    /**
     * Creates a decoder for the body of a successful response of this transport.
     *
     * @param head status and headers, which may determine how the body is framed
     * @param limits how much the decoder accepts
     * @param sink receives the payloads
     * @return a decoder for this one body
     */
    PayloadDecoder decoder(ResponseHead head, StreamLimits limits, PayloadSink sink);

    /**
     * Returns a redactor that masks the secrets of this transport and the values of one request's headers. It serves
     * what must be masked before that request is sent.
     *
     * @param headers the headers of the request
     * @return a redactor for both; this transport itself, which is the default, if no header's value needs masking
     */
    default Redactor redactor(Headers headers) {
        return this;
    }

    /** Releases the resources that the transport created itself, never those that were passed to it. */
    @Override
    void close();
}
