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

/** The headers of every request, and what of them is secret. No message repeats a value. Not thread-safe while it changes. */
final class RequestHeaders {
    private static final URI ANYWHERE = URI.create("http://localhost");

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /** Those that are asked for; of each name there is either a value or one of these. */
    private final Map<String, SuppliedKey> supplied = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /** The names of those that were set. */
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
        supplied.remove(name);
        values.put(name, value);
        chosen.add(name);
    }

    /** Sets a header whose value may be a secret. */
    void setSecret(String name, String value) {
        set(name, value);
        secrets = secrets.and(Secrets.ofHeader(name, value));
    }

    /** Sets the header that carries a key. */
    void setKey(KeyHeader header, String key) {
        set(header.header(), header.prefix() + key);
        secrets = secrets.and(Secrets.ofKey(header.prefix(), key));
    }

    /** Sets a header that carries a key which is asked for whenever it is sent. */
    void setKey(SuppliedKey key) {
        String name = key.header().header();
        values.remove(name);
        supplied.put(name, key);
        chosen.add(name);
    }

    /** Whether there is a header of this name, or will be. */
    boolean has(String name) {
        return values.containsKey(name) || supplied.containsKey(name);
    }

    Secrets secrets() {
        return secrets;
    }

    /**
     * Puts them on a request. Those of its protocol replace the ones that every request has, but none that was set; those of its
     * caller replace all. A key that one of them replaces isn't asked for.
     *
     * @param recent takes each key that was asked for
     * @return what is secret of them all
     * @throws io.astreaming.error.ChatException if there is no key
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

    /** A module knows its version, a jar on the class path has it in its manifest, classes in a folder have none. */
    private static String version() {
        ModuleDescriptor module = RequestHeaders.class.getModule().getDescriptor();
        String version = module == null
                ? RequestHeaders.class.getPackage().getImplementationVersion()
                : module.rawVersion().orElse(null);
        return version == null ? "dev" : version;
    }
}
