package io.astreaming.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds a secret in a text, also where JSON, HTML or a URL escapes its characters by a backslash or by their codes, and
 * where JSON texts are nested in each other. It looks at each character of any text a bounded number of times.
 * Thread-safe.
 */
final class SecretFinder {
    private static final String MASK = "[redacted]";
    private static final String ESCAPES = "\\%&";
    private static final int LONGEST_ESCAPE = 8;
    private static final int ASCII = 0x80;

    private final String secret;
    /** Null until it is needed, since most streams need none. Two threads may create it, and both create the same. */
    private volatile @Nullable Pattern escaped;

    /** Creates a finder of a secret. */
    SecretFinder(String secret) {
        this.secret = secret;
    }

    /** Returns the text with the secret masked. */
    String mask(String text) {
        String plain = text.replace(secret, MASK);
        return mayEscape(plain) ? pattern().matcher(plain).replaceAll(Matcher.quoteReplacement(MASK)) : plain;
    }

    /** Returns how many characters at the end of a text, which doesn't contain the secret, may be its beginning. */
    int begun(String text) {
        boolean escapes = mayEscape(text);
        int longest = (escapes ? LONGEST_ESCAPE : 1) * secret.length();
        for (int at = Math.max(0, text.length() - longest); at < text.length(); at++) {
            if (text.regionMatches(at, secret, 0, text.length() - at) || (escapes && begins(text, at))) {
                return text.length() - at;
            }
        }
        return 0;
    }

    private boolean begins(String text, int at) {
        Matcher matcher = pattern().matcher(text).region(at, text.length()).useTransparentBounds(true);
        return !matcher.lookingAt() && matcher.hitEnd();
    }

    private static boolean mayEscape(String text) {
        return ESCAPES.chars().anyMatch(c -> text.indexOf(c) >= 0);
    }

    private Pattern pattern() {
        Pattern pattern = escaped;
        if (pattern == null) {
            pattern = escaped(secret);
            escaped = pattern;
        }
        return pattern;
    }

    /**
     * A match begins only at the first of several backslashes: otherwise the time would be quadratic in their number.
     */
    private static Pattern escaped(String secret) {
        StringBuilder pattern = new StringBuilder("(?<!\\\\)");
        for (int i = 0; i < secret.length(); i++) {
            char c = secret.charAt(i);
            String code = "(?i:u" + Integer.toHexString(0x10000 | c).substring(1) + ")";
            pattern.append(
                    c == '\\'
                            ? "\\\\++" + code + "?+"
                            : "\\\\*+(?:" + Pattern.quote(String.valueOf(c)) + '|' + code + '|' + webEscape(c) + ')');
        }
        return Pattern.compile(pattern.toString());
    }

    /** Returns a pattern of how HTML and URLs write a character by its code. */
    private static String webEscape(char c) {
        String hex = Integer.toHexString(c);
        return "(?i:&#(?:0*+" + (int) c + "|x0*+" + hex + ");" + (c < ASCII ? "|%" + hex : "") + ')';
    }
}
