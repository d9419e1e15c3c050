package io.astreaming.replay;

import org.jspecify.annotations.Nullable;

/**
 * Who is answered, by what browsers say of a request. Immutable.
 *
 * @param local the names of this machine
 * @param anyHost whether requests to other names are answered as well
 * @param pages whether pages of this machine may read the answers
 */
record Visitors(LocalHosts local, boolean anyHost, boolean pages) {
    /** The name of another machine to which a request was addressed, if it isn't to be answered; null if it is. */
    @Nullable
    String foreignHost(ReceivedRequest request) {
        String host = request.uri().getRawAuthority();
        if (host == null) {
            host = request.header("Host");
        }
        return anyHost || host == null || host.isEmpty() || local.contains(host) ? null : host;
    }

    /** Whether a page of this machine asks and is to be told the answer. */
    boolean isPageToBeServed(ReceivedRequest request) {
        return pages && local.containsOrigin(request.header("Origin"));
    }
}
