package io.astreaming.http;

import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The headers of every request, and what of them is secret. No message repeats a value. Not thread-safe while it changes. */
final class RequestHeaders {
    /** Shorter ones can't be told from words. Keys that servers without keys are given, such as {@code EMPTY}, are words. */
    private static final int SHORTEST_KEY = 8;

    private static final int SHORTEST_VALUE = 12;
    /** Names of headers that open doors, whoever made them up. */
    private static final Pattern CREDENTIAL = Pattern.compile(
            "auth|key|token|secret|password|credential|cookie|session|signature", Pattern.CASE_INSENSITIVE);

    private static final URI ANYWHERE = URI.create("http://localhost");

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /** The names of those that were set. */
    private final Set<String> chosen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    /** The longest first: another may be a part of it. */
    private final Map<String, SecretFinder> secrets =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    RequestHeaders() {
        values.put("Content-Type", "application/json");
        values.put("Accept", "text/event-stream");
        values.put("User-Agent", "astreaming/" + version());
    }

    RequestHeaders(RequestHeaders others) {
        values.putAll(others.values);
        chosen.addAll(others.chosen);
        secrets.putAll(others.secrets);
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
        chosen.add(name);
    }

    /** Sets a header whose value may be a secret. */
    void setSecret(String name, String value) {
        set(name, value);
        boolean credential = CREDENTIAL.matcher(name).find();
        keep(value.strip(), credential ? SHORTEST_KEY : SHORTEST_VALUE);
        if (credential) {
            keepParts(value.strip());
        }
    }

    /** A provider may repeat the token without its scheme, one cookie of many, or the password that Basic encodes. */
    private void keepParts(String value) {
        String[] parts = value.split("[\\s,;]+", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            int equals = part.indexOf('=');
            if (equals > 0) {
                keep(unquoted(part.substring(equals + 1)), SHORTEST_KEY);
            }
            if (i > 0) {
                keep(unquoted(part), SHORTEST_KEY);
            }
        }
        if (parts.length == 2 && parts[0].equalsIgnoreCase("Basic")) {
            keepPassword(parts[1]);
        }
    }

    private void keepPassword(String encoded) {
        try {
            String decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            keep(decoded.substring(decoded.indexOf(':') + 1), SHORTEST_KEY);
        } catch (IllegalArgumentException e) {
            // Not encoded as it should be: then there is no password in it that anybody could read.
        }
    }

    private static String unquoted(String part) {
        return part.replace("\"", "");
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
            secrets.put(secret, new SecretFinder(secret));
        }
    }

    /** Puts them on a request. Those of its protocol replace the ones that every request has, but none that was set. */
    void addTo(HttpRequest.Builder request, Map<String, String> protocol) {
        for (Map.Entry<String, String> header : values.entrySet()) {
            request.setHeader(header.getKey(), header.getValue());
        }
        protocol.forEach((name, value) -> {
            if (!chosen.contains(name)) {
                request.setHeader(name, value);
            }
        });
    }

    /** The same text with every secret masked, also where it is escaped. */
    String redact(String text) {
        String redacted = text;
        for (SecretFinder secret : secrets.values()) {
            redacted = secret.mask(redacted);
        }
        return redacted;
    }

    /** How many characters at the end of a text may be the beginning of a secret. */
    int secretBegun(String text) {
        int longest = 0;
        for (SecretFinder secret : secrets.values()) {
            longest = Math.max(longest, secret.begun(text));
        }
        return longest;
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
