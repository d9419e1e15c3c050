package io.astreaming.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where requests go.
 *
 * @param shown the base URL without its query, as messages may show it
 * @param query what stands behind each address, with its question mark; empty for none
 */
record Endpoint(String shown, String query) {
    /** Reads a base URL. No message repeats it: it may hold a password where none should be. */
    static Endpoint of(String baseUrl) {
        URI base = parse(baseUrl.strip());
        String scheme = base.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException("the base URL must begin with http:// or https://");
        }
        String authority = base.getRawAuthority();
        if (authority != null && authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "the base URL holds a user or password; leave it out and give the key as ApiKey or header");
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

    /** Reads the parts of an address of Azure OpenAI. */
    static Endpoint azure(String resourceUrl, String deployment, String apiVersion) {
        if (resourceUrl.indexOf('?') >= 0) {
            throw new IllegalArgumentException("the resource URL has a query; give the API version by itself");
        }
        String resource = resourceUrl.strip();
        while (resource.endsWith("/")) {
            resource = resource.substring(0, resource.length() - 1);
        }
        return of(resource + "/openai/deployments/" + encoded(deployment, "deployment") + "?api-version="
                + encoded(apiVersion, "API version"));
    }

    /** One segment of a path, or one value of a query, whatever it holds. */
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
            throw new IllegalArgumentException(
                    "the base URL isn't a URL: " + e.getReason() + " at index " + e.getIndex());
        }
    }

    /** The address of a resource below the base URL, or the base URL itself if it ends with that resource already. */
    URI uri(String path) {
        boolean stated = URI.create(shown).getRawPath().endsWith(path); // a host may be named like a resource
        return URI.create((stated ? shown : shown + path) + query);
    }

    /** Whether the connection is encrypted. */
    boolean isSecure() {
        return shown.startsWith("https:");
    }

    @Override
    public String toString() {
        return shown;
    }
}
