package io.astreaming.replay;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request that a {@link ReplayServer} received, for assertions of tests. Immutable. */
public final class ReceivedRequest {
    /** Matches names of headers that hold secrets: authorization, api-key, x-goog-api-key, cookie. */
    private static final Pattern SECRET = Pattern.compile("auth|key|token|secret|cookie|password");

    /** The memory of the objects around a text, in bytes, and how many copies of its text a URI may hold. */
    private static final int OBJECTS = 128;

    private static final int COPIES_OF_TARGET = 4;

    private final String method;
    private final URI uri;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    ReceivedRequest(String method, URI uri, Map<String, List<String>> headers, byte[] body) {
        TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        this.method = method;
        this.uri = uri;
        this.headers = Collections.unmodifiableMap(copy);
        this.body = body;
    }

    /** {@return the method, such as {@code POST}} */
    public String method() {
        return method;
    }

    /** {@return the path with the query, as in the request line} */
    public URI uri() {
        return uri;
    }

    /** {@return the path without the query, such as {@code /v1/chat/completions}} */
    public String path() {
        return uri.getPath();
    }

    /** {@return the headers, secrets included; their names are case-insensitive} */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * Returns a header's first value.
     *
     * @param name the header's name, in any case
     * @return its value; null if there is none
     */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** {@return a copy of the body} */
    public byte[] body() {
        return body.clone();
    }

    /** {@return the body as text; bytes that aren't UTF-8 become U+FFFD} */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    int size() {
        return body.length;
    }

    /** Returns the approximate memory of everything but the body, in bytes. */
    long headCost() {
        long cost = OBJECTS + (long) COPIES_OF_TARGET * uri.toString().length();
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            cost += OBJECTS + header.getKey().length();
            for (String value : header.getValue()) {
                cost += OBJECTS + value.length();
            }
        }
        return cost;
    }

    /** Shows method, path, headers and size, never secrets, query or body. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("ReceivedRequest[" + method + " " + path());
        headers.forEach(
                (name, values) -> out.append(", ").append(name).append(": ").append(shown(name, values)));
        return out + ", " + body.length + " bytes]";
    }

    private static String shown(String name, List<String> values) {
        return SECRET.matcher(name.toLowerCase(Locale.ROOT)).find() ? "[redacted]" : String.join(", ", values);
    }
}
