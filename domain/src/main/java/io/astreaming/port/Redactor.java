package io.astreaming.port;

/**
 * Masks secrets, such as keys and values of headers, wherever a provider repeats them. Text for errors and traces is
 * redacted twice, as it arrived and as it was decoded, since JSON may escape any character of a secret. The redactors
 * that a transport returns are thread-safe.
 */
public interface Redactor {
    /** A redactor that masks nothing. */
    Redactor NONE = new Redactor() {};

    /**
     * Masks secrets in a text.
     *
     * @param text text from the provider
     * @return the same text with every secret masked
     */
    default String redact(String text) {
        return text;
    }

    /**
     * Returns how many characters at the end of a text may be the beginning of a secret, whose rest may arrive in the
     * next piece.
     *
     * @param text text from the provider
     * @return the number of characters; 0 if the text doesn't end with the beginning of a secret
     */
    default int secretPrefixLength(String text) {
        return 0;
    }
}
