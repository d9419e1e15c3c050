package io.astreaming.port;

import io.astreaming.request.Headers;
import java.util.Map;
import java.util.Objects;

/**
 * A request as one protocol encodes it: the path below the base URL, the headers that the protocol requires, the JSON
 * body, and the headers that the caller adds. The transport adds the base URL, the key and its own headers. Immutable
 * and thread-safe.
 */
public final class EncodedRequest {
    /** The characters that a path may have unencoded besides letters and digits (RFC 3986, {@code pchar}). */
    private static final String PUNCTUATION = "-._~!$&'()*+,;=:@";

    private final String path;
    private final String query;
    private final Headers headers;
    private final Headers callerHeaders;
    private final byte[] body;

    private EncodedRequest(String path, String query, Headers headers, Headers callerHeaders, byte[] body) {
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.callerHeaders = callerHeaders;
        this.body = body;
    }

    /**
     * Creates a request without headers.
     *
     * @param path the path below the base URL, such as {@code /chat/completions}: percent-encoded, without a query
     * @param body the JSON, in UTF-8; not copied, so the caller must not change it afterwards
     * @return the request
     * @throws IllegalArgumentException if the path doesn't begin with a slash, has a segment that is empty, {@code .}
     *     or {@code ..}, or has characters that must be encoded
     */
    public static EncodedRequest of(String path, byte[] body) {
        if (!isPath(path)) {
            throw new IllegalArgumentException(
                    "the path of a request begins with '/', has no segment that is empty, '.' or"
                            + " '..', no query, and every other character encoded");
        }
        return new EncodedRequest(path, "", Headers.NONE, Headers.NONE, Objects.requireNonNull(body, "body"));
    }

    private static boolean isPath(String path) {
        if (!path.startsWith("/")) {
            return false;
        }
        for (String segment : path.substring(1).split("/", -1)) {
            if (!isSegment(segment)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSegment(String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            return false;
        }
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%') {
                if (!isHexDigit(segment, i + 1) || !isHexDigit(segment, i + 2)) {
                    return false;
                }
                i += 2;
            } else if (!isAsciiLetterOrDigit(c) && PUNCTUATION.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHexDigit(String text, int at) {
        return at < text.length() && isAsciiLetterOrDigit(text.charAt(at)) && Character.digit(text.charAt(at), 16) >= 0;
    }

    private static boolean isAsciiLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /**
     * Returns a copy with one more parameter in the URL's query that the protocol requires, such as {@code alt=sse}. It
     * isn't a secret.
     *
     * @param name the parameter's name: letters, digits, and {@code -._~}
     * @param value its value, of the same characters
     * @return a changed copy
     * @throws IllegalArgumentException if one of them is empty or has other characters
     */
    public EncodedRequest withQuery(String name, String value) {
        String added = requireUnreserved(name) + "=" + requireUnreserved(value);
        return new EncodedRequest(path, query.isEmpty() ? added : query + "&" + added, headers, callerHeaders, body);
    }

    private static String requireUnreserved(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> isAsciiLetterOrDigit((char) c) || "-._~".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "a parameter of a query and its value consist of letters, digits and -._~");
        }
        return text;
    }

    /**
     * Returns a copy with one more header that the protocol requires, such as its version. It isn't a secret. Headers
     * that the caller sets on the transport replace it.
     *
     * @param name the header's name; a header of the same name, in any case, is replaced
     * @param value its value
     * @return a changed copy
     * @throws IllegalArgumentException if {@link Headers#with(String, String)} rejects the header
     */
    public EncodedRequest withHeader(String name, String value) {
        return new EncodedRequest(path, query, headers.with(name, value), callerHeaders, body);
    }

    /**
     * Returns a copy with other caller's headers: those that the caller has set on this request and on its attempt.
     * Their values are secrets, and they replace all other headers of the same names.
     *
     * @param given the headers
     * @return a changed copy
     */
    public EncodedRequest withCallerHeaders(Headers given) {
        return new EncodedRequest(path, query, headers, Objects.requireNonNull(given, "given"), body);
    }

    /** {@return the path below the base URL; begins with a slash, percent-encoded} */
    public String path() {
        return path;
    }

    /** {@return the query that the protocol requires, such as {@code alt=sse}, percent-encoded; empty if there is none} */
    public String query() {
        return query;
    }

    /** {@return the headers that the protocol requires; unmodifiable} */
    public Map<String, String> headers() {
        return headers.values();
    }

    /** {@return the headers that the caller has set on this request and on its attempt; secrets} */
    public Headers callerHeaders() {
        return callerHeaders;
    }

    /** {@return the JSON, in UTF-8; not a copy, so it must not be changed} */
    public byte[] body() {
        return body;
    }

    /** Shows the path, the names of the headers and the body's size, never values or prompts. */
    @Override
    public String toString() {
        return "EncodedRequest[" + path + (query.isEmpty() ? "" : "?" + query) + ", headers "
                + headers.with(callerHeaders).values().keySet() + ", " + body.length + " bytes]";
    }
}
