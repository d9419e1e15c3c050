package io.astreaming.replay.net;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as it was received. Its maps and arrays aren't copied, and must not be changed. */
public final class IncomingRequest {
    private final String method;
    private final URI uri;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /**
     * Creates a request.
     *
     * @param headers the values by name, in a map for which the case of names doesn't matter
     */
    IncomingRequest(String method, URI uri, Map<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.body = body;
    }

    public String method() {
        return method;
    }

    /** Returns the path with the query, as in the request line. */
    public URI uri() {
        return uri;
    }

    /** Returns the headers; the case of names doesn't matter. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** Returns a header's first value; null if there is none. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    public byte[] body() {
        return body;
    }
}
