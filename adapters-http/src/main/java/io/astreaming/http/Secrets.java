package io.astreaming.http;

import io.astreaming.port.Redactor;
import io.astreaming.request.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What of some headers is secret: whole values, keys, and parts of credentials. Immutable and thread-safe. */
final class Secrets implements Redactor {
    static final Secrets NONE = new Secrets(empty());

    /** Shorter ones can't be told from words. Keys that servers without keys are given, such as {@code EMPTY}, are words. */
    private static final int SHORTEST_KEY = 8;

    private static final int SHORTEST_VALUE = 12;
    /** Names of headers that open doors, whoever made them up. */
    private static final Pattern CREDENTIAL = Pattern.compile(
            "auth|key|token|secret|password|credential|cookie|session|signature", Pattern.CASE_INSENSITIVE);

    private final Map<String, SecretFinder> finders;

    private Secrets(Map<String, SecretFinder> finders) {
        this.finders = finders;
    }

    /** The longest first: another may be a part of it. */
    private static Map<String, SecretFinder> empty() {
        return new TreeMap<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    }

    /** Those of a key that is sent behind a prefix. */
    static Secrets ofKey(String prefix, String key) {
        Secrets secrets = new Secrets(empty());
        secrets.keep(key, SHORTEST_KEY);
        if (prefix.strip().equalsIgnoreCase("Basic")) {
            secrets.keepPassword(key);
        }
        return secrets;
    }

    /** Those of a header: its value, and of one that is named like a credential also each part. */
    static Secrets ofHeader(String name, String value) {
        Secrets secrets = new Secrets(empty());
        boolean credential = CREDENTIAL.matcher(name).find();
        secrets.keep(value.strip(), credential ? SHORTEST_KEY : SHORTEST_VALUE);
        if (credential) {
            secrets.keepParts(value.strip());
        }
        return secrets;
    }

    /** Those of these and those of some headers. */
    Secrets and(Headers headers) {
        Secrets all = this;
        for (Map.Entry<String, String> header : headers.values().entrySet()) {
            all = all.and(ofHeader(header.getKey(), header.getValue()));
        }
        return all;
    }

    /** These and others. */
    Secrets and(Secrets others) {
        if (others.finders.isEmpty()) {
            return this;
        }
        Map<String, SecretFinder> all = empty();
        all.putAll(finders);
        all.putAll(others.finders);
        return new Secrets(all);
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

    private void keep(String secret, int shortest) {
        if (secret.length() >= shortest) {
            finders.put(secret, new SecretFinder(secret));
        }
    }

    /** The same text with every secret masked, also where it is escaped. */
    @Override
    public String redact(String text) {
        String redacted = text;
        for (SecretFinder secret : finders.values()) {
            redacted = secret.mask(redacted);
        }
        return redacted;
    }

    /** How many characters at the end of a text may be the beginning of a secret. */
    @Override
    public int secretBegun(String text) {
        int longest = 0;
        for (SecretFinder secret : finders.values()) {
            longest = Math.max(longest, secret.begun(text));
        }
        return longest;
    }
}
