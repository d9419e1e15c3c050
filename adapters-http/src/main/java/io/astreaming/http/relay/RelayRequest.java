package io.astreaming.http.relay;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A client's HTTP request, as far as a relay looks at it. */
public final class RelayRequest {
    private final String method;
    private final String path;
    private final @Nullable String query;
    private final @Nullable String lastEventId;
    private final @Nullable String idempotencyKey;
    private final String owner;
    private final byte[] body;

    /**
     * Creates a request.
     *
     * @param method the method, in upper case
     * @param path the path, without the query, as it was sent
     * @param query the query without its question mark, as it was sent; null if there is none
     * @param lastEventId the header {@code Last-Event-ID}; null if there is none
     * @param idempotencyKey the header {@code Idempotency-Key}; null if there is none
     * @param owner who asks, as the application knows it, such as a user's id: an idempotency key is unique for one
     *     owner, and only the owner may read and stop a stream unless the application says otherwise
     * @param body the body; empty if there is none. Not copied
     */
    public RelayRequest(
            String method,
            String path,
            @Nullable String query,
            @Nullable String lastEventId,
            @Nullable String idempotencyKey,
            String owner,
            byte[] body) {
        this.method = Objects.requireNonNull(method, "method");
        this.path = Objects.requireNonNull(path, "path");
        this.query = query;
        this.lastEventId = lastEventId;
        this.idempotencyKey = idempotencyKey;
        this.owner = Objects.requireNonNull(owner, "owner");
        this.body = Objects.requireNonNull(body, "body");
    }

    /** {@return the method} */
    public String method() {
        return method;
    }

    /** {@return the path, without the query} */
    public String path() {
        return path;
    }

    /** {@return the header {@code Idempotency-Key}; null if there is none} */
    public @Nullable String idempotencyKey() {
        return idempotencyKey;
    }

    /** {@return who asks} */
    public String owner() {
        return owner;
    }

    /** {@return the body; not a copy} */
    public byte[] body() {
        return body;
    }

    /**
     * Returns what the client says it has seen last: the header, or the parameter {@code last_event_id} of the query. A
     * browser that reconnects sends the header beside the old query, so the header counts.
     */
    @Nullable
    String cursor() {
        String cursor = lastEventId != null ? lastEventId : parameter("last_event_id=");
        return cursor == null || cursor.isEmpty() ? null : cursor;
    }

    /** Returns the value of the first parameter with a name, which ends with an equals sign. */
    private @Nullable String parameter(String name) {
        String rest = query == null ? "" : query;
        while (!rest.isEmpty()) {
            int end = rest.indexOf('&');
            String pair = end < 0 ? rest : rest.substring(0, end);
            if (pair.startsWith(name)) {
                return pair.substring(name.length());
            }
            rest = end < 0 ? "" : rest.substring(end + 1);
        }
        return null;
    }

    /** Shows the method and the size, never content. */
    @Override
    public String toString() {
        return "RelayRequest[" + method + ", " + body.length + " bytes]";
    }
}
