package io.astreaming.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds a secret in a text, also where JSON escapes its characters, by a backslash or by their codes, however many times one JSON
 * text was put into another. It looks at each character of the text a bounded number of times, whatever the text is.
 * Thread-safe.
 */
final class SecretFinder {
    private static final String MASK = "[redacted]";

    private final String secret;
    /** Made when a text first has something escaped: most streams need none. Made twice, it is the same. */
    private volatile @Nullable Pattern escaped;

    /** Finds this secret. */
    SecretFinder(String secret) {
        this.secret = secret;
    }

    /** The text with the secret masked. */
    String mask(String text) {
        String plain = text.replace(secret, MASK);
        if (plain.indexOf('\\') < 0) {
            return plain;
        }
        Pattern pattern = escaped;
        if (pattern == null) {
            pattern = escaped(secret);
            escaped = pattern;
        }
        return pattern.matcher(plain).replaceAll(Matcher.quoteReplacement(MASK));
    }

    /** A run of backslashes is looked at from its beginning only, or a long one would take time by the square. */
    private static Pattern escaped(String secret) {
        StringBuilder pattern = new StringBuilder("(?<!\\\\)");
        for (int i = 0; i < secret.length(); i++) {
            char c = secret.charAt(i);
            String code = "(?i:u" + Integer.toHexString(0x10000 | c).substring(1) + ")";
            pattern.append(
                    c == '\\'
                            ? "\\\\++" + code + "?+"
                            : "\\\\*+(?:" + Pattern.quote(String.valueOf(c)) + '|' + code + ')');
        }
        return Pattern.compile(pattern.toString());
    }
}
