package io.astreaming.relay;

import java.util.Objects;

/**
 * What the log is to know of a request whose answer becomes a stream.
 *
 * @param owner who asks, such as a user's id; the application's rules of access compare it
 * @param digest the digest of the request: of two requests with one name, only one of the same digest joins the stream
 * @param profile the wire format of the events, such as {@code chat}
 */
public record StreamRequest(String owner, String digest, String profile) {
    /** Rejects nulls. */
    public StreamRequest {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(profile, "profile");
    }

    /** Shows only the profile. */
    @Override
    public String toString() {
        return "StreamRequest[" + profile + "]";
    }
}
