package io.astreaming.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that follows redirects, unchanged and only to the scheme, host and port that already received key and
 * prompt.
 *
 * @param request the request to send
 * @param redirects how many more redirects to follow
 */
record RedirectableRequest(HttpRequest request, int redirects) {
    private static final int MAX_REDIRECTS = 3;

    RedirectableRequest(HttpRequest request) {
        this(request, MAX_REDIRECTS);
    }

    /**
     * Returns the same request for the location that a response names; null if the redirect isn't followed;
     * the response is then the answer. Only 307 and 308 ask for the same method and body.
     */
    @Nullable
    RedirectableRequest next(int status, HttpHeaders headers) {
        if (redirects == 0 || (status != 307 && status != 308)) {
            return null;
        }
        List<String> locations = headers.allValues("location");
        URI target = locations.size() == 1 ? target(locations.get(0)) : null;
        return target == null
                ? null
                : new RedirectableRequest(
                        HttpRequest.newBuilder(request, (name, value) -> true)
                                .uri(target)
                                .build(),
                        redirects - 1);
    }

    private @Nullable URI target(String location) {
        try {
            URI named = new URI(location);
            // The JDK resolves a reference without a path by an older RFC than servers do.
            boolean hasPath = named.getRawPath() != null && !named.getRawPath().isEmpty();
            URI target = request.uri().resolve(named);
            return hasPath && isSameServer(target) ? target : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private boolean isSameServer(URI target) {
        URI here = request.uri();
        return here.getScheme().equalsIgnoreCase(target.getScheme())
                && here.getHost().equalsIgnoreCase(target.getHost())
                && port(here) == port(target)
                && target.getRawUserInfo() == null;
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
