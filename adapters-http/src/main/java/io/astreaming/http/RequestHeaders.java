package io.astreaming.http;

import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The headers of every request, and what of them is secret. No message repeats a value. Not thread-safe while it changes. */
final class RequestHeaders {
    /** Shorter ones can't be told from words. Keys that servers without keys are given, such as {@code EMPTY}, are words. */
    private static final int SHORTEST_KEY = 8;

    private static final int SHORTEST_VALUE = 12;
    private static final URI ANYWHERE = URI.create("http://localhost");

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> secrets = new LinkedHashSet<>();

    RequestHeaders() {
        values.put("Content-Type", "application/json");
        values.put("Accept", "text/event-stream");
        values.put("User-Agent", "astreaming/" + version());
    }

    RequestHeaders(RequestHeaders others) {
        values.putAll(others.values);
        secrets.addAll(others.secrets);
    }

    /** Sets a header whose value anybody may see. */
    void set(String name, String value) {
        try {
            var unused = HttpRequest.newBuilder(ANYWHERE).setHeader(name, value);
        } catch (IllegalArgumentException e) {
            // The JDK's message may quote the value.
            throw new IllegalArgumentException(
                    "no request may carry this header: either its name is one that the client"
                            + " itself sets, or name or value hold characters that none may");
        }
        values.put(name, value);
    }

    /** Sets a header whose value may be a secret. */
    void setSecret(String name, String value) {
        set(name, value);
        keep(value, SHORTEST_VALUE);
    }

    /** Sets a header that carries a key after a prefix. */
    void setKey(String name, String prefix, String key) {
        set(name, prefix + key);
        keep(key, SHORTEST_KEY);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    private void keep(String secret, int shortest) {
        if (secret.length() >= shortest) {
            secrets.add(secret);
        }
    }

    void addTo(HttpRequest.Builder request) {
        for (Map.Entry<String, String> header : values.entrySet()) {
            request.setHeader(header.getKey(), header.getValue());
        }
    }

    /** The same text with every secret masked. */
    String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, "[redacted]");
        }
        return redacted;
    }

    /** A module knows its version, a jar on the class path has it in its manifest, classes in a folder have none. */
    private static String version() {
        ModuleDescriptor module = RequestHeaders.class.getModule().getDescriptor();
        String version = module == null
                ? RequestHeaders.class.getPackage().getImplementationVersion()
                : module.rawVersion().orElse(null);
        return version == null ? "dev" : version;
    }
}
