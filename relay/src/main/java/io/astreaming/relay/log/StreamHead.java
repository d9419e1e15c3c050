package io.astreaming.relay.log;

import java.util.Objects;

/**
 * What the log keeps of a stream beside its events. It has no content.
 *
 * @param owner who asked; compared by the application's rules of access
 * @param nonce tells this producer from any other that was given the same name
 * @param node where the node that asked the provider can be told to stop
 * @param digest the digest of the request, by which a repeated request is recognised as the same
 * @param profile the wire format of the events, such as {@code chat}
 */
public record StreamHead(String owner, String nonce, String node, String digest, String profile) {
    /** Rejects nulls. */
    public StreamHead {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(nonce, "nonce");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(profile, "profile");
    }

    /** Shows only the profile: owner, nonce and digest may be secrets. */
    @Override
    public String toString() {
        return "StreamHead[" + profile + "]";
    }
}
