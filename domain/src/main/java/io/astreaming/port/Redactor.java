package io.astreaming.port;

/**
 * Masks secrets, such as keys and values of headers, wherever a provider repeats them. What goes into errors and traces passes through
 * here, as it came and as it was read: JSON may escape any character of a secret. One that a
 * transport gives is thread-safe.
 */
public interface Redactor {
    /** Knows no secret. */
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
     * Tells whether a text ends as a secret begins: the rest of it may come in the next piece.
     *
     * @param text text from the provider
     * @return how many characters at its end may be the beginning of a secret
     */
    default int secretBegun(String text) {
        return 0;
    }
}
