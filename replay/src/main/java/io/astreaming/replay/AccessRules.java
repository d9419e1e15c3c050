package io.astreaming.replay;

import io.astreaming.replay.net.LocalHosts;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the headers Host and Origin which requests are answered. Immutable.
 *
 * @param local the names of this machine
 * @param anyHost whether requests to other names are answered, too
 * @param pages whether pages of this machine may read the responses
 */
record AccessRules(LocalHosts local, boolean anyHost, boolean pages) {
    /** Returns the foreign name to which a rejected request was addressed; null if the request may be answered. */
    @Nullable
    String foreignHost(ReceivedRequest request) {
        String host = request.uri().getRawAuthority();
        if (host == null) {
            host = request.header("Host");
        }
        return anyHost || host == null || host.isEmpty() || local.contains(host) ? null : host;
    }

    /** Returns whether a page of this machine sent the request and may read the response. */
    boolean isLocalPage(ReceivedRequest request) {
        return pages && local.containsOrigin(request.header("Origin"));
    }
}
