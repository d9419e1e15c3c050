package io.astreaming.http;

import io.astreaming.port.EncodedRequest;
import io.astreaming.port.KeyHeader;
import io.astreaming.request.Headers;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The headers of every request, and which parts of them are secret. No message contains a value. Not thread-safe while
 * it changes.
 */
final class RequestHeaders {
    private static final URI ANYWHERE = URI.create("http://localhost");

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /** The keys that a supplier returns; a name has either a value or one of these. */
    private final Map<String, SuppliedKey> supplied = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /** The names of the headers that the caller has set. */
    private final Set<String> chosen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    private Secrets secrets = Secrets.NONE;

    RequestHeaders() {
        values.put("Content-Type", "application/json");
        values.put("Accept", "text/event-stream");
        values.put("User-Agent", "astreaming/" + version());
    }

    RequestHeaders(RequestHeaders others) {
        values.putAll(others.values);
        supplied.putAll(others.supplied);
        chosen.addAll(others.chosen);
        secrets = others.secrets;
    }

    /** Sets a header whose value is no secret. */
    void set(String name, String value) {
        try {
            var unused = HttpRequest.newBuilder(ANYWHERE).setHeader(name, value);
        } catch (IllegalArgumentException e) {
            // The JDK's message may contain the value.
            throw new IllegalArgumentException("this header can't be sent: either the client sets a header of this name"
                    + " itself, or name or value contain characters that HTTP doesn't allow");
        }
        supplied.remove(name);
        values.put(name, value);
        chosen.add(name);
    }

    /** Sets a header whose value may be a secret. */
    void setSecret(String name, String value) {
        set(name, value);
        secrets = secrets.and(Secrets.ofHeader(name, value));
    }

    /** Sets the header that contains a key. */
    void setKey(KeyHeader header, String key) {
        set(header.header(), header.prefix() + key);
        secrets = secrets.and(Secrets.ofKey(header.prefix(), key));
    }

    /** Sets a header with a key that is asked for whenever it is sent. */
    void setKey(SuppliedKey key) {
        String name = key.header().header();
        values.remove(name);
        supplied.put(name, key);
        chosen.add(name);
    }

    /** Returns whether requests have a header of this name. */
    boolean has(String name) {
        return values.containsKey(name) || supplied.containsKey(name);
    }

    Secrets secrets() {
        return secrets;
    }

    /**
     * Adds the headers to a request. The headers of the request's protocol replace defaults, but none that was set;
     * those of the request's caller replace all others. The supplier of a key that is replaced isn't called.
     *
     * @param request receives the headers
     * @param encoded the request, with the headers of its protocol and its caller
     * @param recent receives each key that a supplier returned
     * @return the secrets of all headers that are sent
     * @throws io.astreaming.error.ChatException if a supplier returned no key
     */
    Secrets addTo(HttpRequest.Builder request, EncodedRequest encoded, RecentSecrets recent) {
        Headers caller = encoded.callerHeaders();
        values.forEach(request::setHeader);
        encoded.headers().forEach((name, value) -> {
            if (!chosen.contains(name)) {
                request.setHeader(name, value);
            }
        });
        Secrets sent = recent.all();
        for (SuppliedKey supplier : supplied.values()) {
            KeyHeader header = supplier.header();
            if (caller.get(header.header()) == null) {
                String key = supplier.ask();
                Secrets secret = Secrets.ofKey(header.prefix(), key);
                recent.add(key, secret);
                request.setHeader(header.header(), header.prefix() + key);
                sent = sent.and(secret);
            }
        }
        caller.values().forEach(request::setHeader);
        return sent.and(caller);
    }

    /** Returns the version of the module, or the one in the jar's manifest; classes in a folder have none. */
    private static String version() {
        ModuleDescriptor module = RequestHeaders.class.getModule().getDescriptor();
        String version = module == null
                ? RequestHeaders.class.getPackage().getImplementationVersion()
                : module.rawVersion().orElse(null);
        return version == null ? "dev" : version;
    }
}
