package io.astreaming.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a secret in a text, also where JSON escapes its characters, by a backslash or by their codes, however many times one JSON
 * text was put into another. It looks at each character of the text a bounded number of times, whatever the text is.
 * Immutable.
 */
final class SecretFinder {
    private static final String MASK = "[redacted]";

    private final String secret;
    private final Pattern escaped;

    /** Finds this secret, which is ASCII as all that headers carry. */
    SecretFinder(String secret) {
        this.secret = secret;
        // A run of backslashes is looked at from its beginning only, or a long one would take time by the square.
        StringBuilder pattern = new StringBuilder("(?<!\\\\)");
        for (int i = 0; i < secret.length(); i++) {
            char c = secret.charAt(i);
            String code = String.format("(?i:u%04x)", (int) c);
            pattern.append(
                    c == '\\'
                            ? "\\\\++(?:" + code + ")?+"
                            : "\\\\*+(?:" + Pattern.quote(String.valueOf(c)) + '|' + code + ')');
        }
        this.escaped = Pattern.compile(pattern.toString());
    }

    /** The text with the secret masked. */
    String mask(String text) {
        String plain = text.replace(secret, MASK);
        return plain.indexOf('\\') < 0 ? plain : escaped.matcher(plain).replaceAll(Matcher.quoteReplacement(MASK));
    }
}
