package io.astreaming.app.live;

import io.astreaming.replay.net.IncomingRequest;
import io.astreaming.replay.net.LocalHosts;
import io.astreaming.replay.net.Rejection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests come from the page. A page of another server can neither guess the token in the path nor name another
 * {@code Host} or {@code Origin} than its own. Immutable.
 */
final class PageAccess {
    private static final int TOKEN_BYTES = 24;

    private final LocalHosts local = new LocalHosts(List.of());
    private final String token;

    private PageAccess(String token) {
        this.token = token;
    }

    /** Creates the access with a token that nobody can guess. */
    static PageAccess withNewToken() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return new PageAccess(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** Returns the page's path, which ends with a slash. */
    String path() {
        return "/" + token + "/";
    }

    /** Returns a line for the log: who reads it must not get in. */
    String withoutToken(String line) {
        return line.replace(token, "TOKEN");
    }

    /** Returns why a request isn't answered; null if it is. */
    @Nullable
    Rejection refusal(IncomingRequest request) {
        String host = request.header("Host");
        String authority = request.uri().getRawAuthority();
        if (host == null || !local.contains(host) || (authority != null && !authority.equals(host))) {
            return new Rejection(421, "this server is reached as localhost or 127.0.0.1");
        }
        String origin = request.header("Origin");
        if (origin != null && !origin.equals("http://" + host)) {
            return new Rejection(403, "pages of other servers may not send requests to this one");
        }
        return hasToken(request) ? null : new Rejection(404, "open the URL that the command printed");
    }

    /** Compares in constant time, so that a wrong token doesn't tell how much of it was right. */
    private boolean hasToken(IncomingRequest request) {
        String path = String.valueOf(request.uri().getRawPath());
        int end = path.indexOf('/', 1);
        String given = end < 0 ? "" : path.substring(1, end);
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what follows the page's path in a request that may be answered. */
    String place(IncomingRequest request) {
        return request.uri().getRawPath().substring(path().length());
    }
}
