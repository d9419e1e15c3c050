package io.astreaming.http;

import io.astreaming.port.Redactor;
import io.astreaming.request.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The secret parts of headers: whole values, keys, and parts of credentials. Immutable and thread-safe. */
final class Secrets implements Redactor {
    static final Secrets NONE = new Secrets(empty());

    /**
     * Shorter keys can't be distinguished from words. The keys of servers that need none, such as {@code EMPTY}, are
     * words.
     */
    private static final int SHORTEST_KEY = 8;

    private static final int SHORTEST_VALUE = 12;
    /** Names of headers that contain credentials, also of headers that no standard knows. */
    private static final Pattern CREDENTIAL = Pattern.compile(
            "auth|key|token|secret|password|credential|cookie|session|signature", Pattern.CASE_INSENSITIVE);

    private static final Pattern SEPARATORS = Pattern.compile("[\\s,;]+");

    private final Map<String, SecretFinder> finders;

    private Secrets(Map<String, SecretFinder> finders) {
        this.finders = finders;
    }

    /** Returns an empty map that sorts long secrets first, since a shorter one may be a part of a longer one. */
    private static Map<String, SecretFinder> empty() {
        return new TreeMap<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    }

    /** Returns the secrets of a key that is sent after a prefix. */
    static Secrets ofKey(String prefix, String key) {
        Secrets secrets = new Secrets(empty());
        secrets.keep(key, SHORTEST_KEY);
        if (prefix.strip().equalsIgnoreCase("Basic")) {
            secrets.keepPassword(key);
        }
        return secrets;
    }

    /** Returns the secrets of a header: its value, and each part of it if the header is named like a credential. */
    static Secrets ofHeader(String name, String value) {
        Secrets secrets = new Secrets(empty());
        boolean credential = CREDENTIAL.matcher(name).find();
        secrets.keep(value.strip(), credential ? SHORTEST_KEY : SHORTEST_VALUE);
        if (credential) {
            secrets.keepParts(value.strip());
        }
        return secrets;
    }

    /** Returns these secrets and those of some headers. */
    Secrets and(Headers headers) {
        Secrets all = this;
        for (Map.Entry<String, String> header : headers.values().entrySet()) {
            all = all.and(ofHeader(header.getKey(), header.getValue()));
        }
        return all;
    }

    /** Returns these secrets and others. */
    Secrets and(Secrets others) {
        if (others.finders.isEmpty()) {
            return this;
        }
        Map<String, SecretFinder> all = empty();
        all.putAll(finders);
        all.putAll(others.finders);
        return new Secrets(all);
    }

    /**
     * Keeps each part, since a provider may quote the token without its scheme, one cookie, or the password that Basic
     * encodes.
     */
    private void keepParts(String value) {
        String[] parts = SEPARATORS.split(value, -1);
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
            // It isn't Base64, so it contains no password that can be read.
        }
    }

    private static String unquoted(String part) {
        return part.replace("\"", "");
    }

    private void keep(String secret, int shortest) {
        if (secret.length() >= shortest) {
            finders.put(secret, new SecretFinder(secret));
        }
    }

    /** Returns the text with every secret masked, also where it is escaped. */
    @Override
    public String redact(String text) {
        String redacted = text;
        for (SecretFinder secret : finders.values()) {
            redacted = secret.mask(redacted);
        }
        return redacted;
    }

    /** Returns how many characters at the end of a text may be the beginning of a secret. */
    @Override
    public int secretPrefixLength(String text) {
        int longest = 0;
        for (SecretFinder secret : finders.values()) {
            longest = Math.max(longest, secret.begun(text));
        }
        return longest;
    }
}
