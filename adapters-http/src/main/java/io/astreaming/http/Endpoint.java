package io.astreaming.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The address of a server.
 *
 * @param shown the base URL without its query, as messages may show it
 * @param query the query of each request's URL, with its question mark; empty if there is none
 */
record Endpoint(String shown, String query) {
    /** Parses a base URL. No message contains it, since it may contain a password. */
    static Endpoint of(String baseUrl) {
        URI base = parse(baseUrl.strip());
        String scheme = base.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException("the base URL must begin with http:// or https://");
        }
        String authority = base.getRawAuthority();
        if (authority != null && authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "the base URL contains a user or password; leave it out and give the key as ApiKey or header");
        }
        if (base.getHost() == null) {
            throw new IllegalArgumentException("the base URL has no valid host name (letters, digits, '-' and '.')");
        }
        if (base.getPort() == 0 || base.getPort() > 0xFFFF) {
            throw new IllegalArgumentException("the base URL's port isn't between 1 and 65535");
        }
        if (base.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the base URL has a fragment (#...), which no server sees; leave it out");
        }
        String path = base.getRawPath();
        int length = path.length();
        while (length > 0 && path.charAt(length - 1) == '/') {
            length--;
        }
        path = path.substring(0, length);
        String root = scheme.toLowerCase(Locale.ROOT) + "://" + authority;
        String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
        return new Endpoint(root + path, query);
    }

    /** Returns the address of a deployment of Azure OpenAI. */
    static Endpoint azure(String resourceUrl, String deployment, String apiVersion) {
        if (resourceUrl.indexOf('?') >= 0) {
            throw new IllegalArgumentException(
                    "the resource URL has a query; leave it out and give the API version as an argument");
        }
        String resource = resourceUrl.strip();
        while (resource.endsWith("/")) {
            resource = resource.substring(0, resource.length() - 1);
        }
        return of(resource + "/openai/deployments/" + encoded(deployment, "deployment") + "?api-version="
                + encoded(apiVersion, "API version"));
    }

    /** Encodes a text as one segment of a path, or one value of a query. */
    private static String encoded(String value, String what) {
        if (value.isBlank() || value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("the " + what + " is no name: it is blank or made of dots");
        }
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            if (!url.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) { // such as 127.0.0.1:8000/v1
                throw new IllegalArgumentException("the base URL must begin with http:// or https://");
            }
            throw new IllegalArgumentException(
                    "the base URL isn't a URL: " + e.getReason() + " at index " + e.getIndex());
        }
    }

    /**
     * Returns the URL of a path below the base URL, or the base URL itself if it already ends with that path; with the
     * base URL's query and the request's own, which has no question mark.
     */
    URI uri(String path, String own) {
        boolean complete = URI.create(shown).getRawPath().endsWith(path); // a host may be named like the path
        String both = own.isEmpty() ? query : query.length() > 1 ? query + "&" + own : "?" + own;
        return URI.create((complete ? shown : shown + path) + both);
    }

    /** Returns whether connections are encrypted. */
    boolean isSecure() {
        return shown.startsWith("https:");
    }

    @Override
    public String toString() {
        return shown;
    }
}
