package io.astreaming.port;

import io.astreaming.request.Headers;
import java.util.Map;
import java.util.Objects;

/**
 * A request in the words of one protocol: where it goes below a base URL, which headers the protocol asks for, and the JSON; and the
 * headers that the caller wants to be sent with it. The transport adds the base URL, the key and its own headers. Immutable and
 * thread-safe.
 */
public final class EncodedRequest {
    private static final String PATH =
            "(?!.*/\\.{1,2}(?:/|$))(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})++)++";

    private final String path;
    private final Headers headers;
    private final Headers callerHeaders;
    private final byte[] body;

    private EncodedRequest(String path, Headers headers, Headers callerHeaders, byte[] body) {
        this.path = path;
        this.headers = headers;
        this.callerHeaders = callerHeaders;
        this.body = body;
    }

    /**
     * A request without headers of its own.
     *
     * @param path where it goes below the base URL, such as {@code /chat/completions}: encoded as a URL has it, without a query
     * @param body its JSON, UTF-8; handed over, so that the caller changes it no more
     * @return the request
     * @throws IllegalArgumentException if the path doesn't begin with a slash, has a segment that is empty or made of dots, or holds
     *     characters that have to be encoded
     */
    public static EncodedRequest of(String path, byte[] body) {
        if (!path.matches(PATH)) {
            throw new IllegalArgumentException(
                    "the path of a request begins with '/', has no segment that is empty, '.' or"
                            + " '..', no query, and every other character encoded");
        }
        return new EncodedRequest(path, Headers.NONE, Headers.NONE, Objects.requireNonNull(body, "body"));
    }

    /**
     * The same with one more header that the protocol asks for, such as its version. It is no secret. The headers that a user gives to
     * the transport replace it.
     *
     * @param name the header's name; a header of the same name, in any case, is replaced
     * @param value its value
     * @return a changed copy
     * @throws IllegalArgumentException if no header may have that name or value
     */
    public EncodedRequest withHeader(String name, String value) {
        return new EncodedRequest(path, headers.with(name, value), callerHeaders, body);
    }

    /**
     * The same with the headers that the caller gave to this one request and its attempt, in place of those before. Their values are
     * secrets, and they replace all others of the same names.
     *
     * @param given the headers
     * @return a changed copy
     */
    public EncodedRequest withCallerHeaders(Headers given) {
        return new EncodedRequest(path, headers, Objects.requireNonNull(given, "given"), body);
    }

    /** {@return where it goes below the base URL, beginning with a slash, encoded as a URL has it} */
    public String path() {
        return path;
    }

    /** {@return the headers that the protocol asks for; unmodifiable, and never null} */
    public Map<String, String> headers() {
        return headers.values();
    }

    /** {@return the headers that the caller gave to this one request and its attempt; secrets} */
    public Headers callerHeaders() {
        return callerHeaders;
    }

    /** {@return the JSON, UTF-8; shared with all who have this request, so that nobody may change it} */
    public byte[] body() {
        return body;
    }

    /** Names the path, the headers without their values, and the body's size: prompts are nobody's business. */
    @Override
    public String toString() {
        return "EncodedRequest[" + path + ", headers "
                + headers.with(callerHeaders).values().keySet() + ", " + body.length + " bytes]";
    }
}
