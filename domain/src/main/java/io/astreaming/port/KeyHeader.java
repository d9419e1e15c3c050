package io.astreaming.port;

import io.astreaming.request.Headers;
import java.util.Objects;

/**
 * The header that carries an API key, and the prefix before the key. It doesn't contain the key. Immutable and
 * thread-safe.
 */
public final class KeyHeader {
    /** {@code Authorization: Bearer ...}, used by OpenAI and most other providers. */
    public static final KeyHeader BEARER = of("Authorization", "Bearer ");

    /** {@code api-key: ...}, used by Azure. */
    public static final KeyHeader API_KEY = of("api-key", "");

    /** {@code x-api-key: ...}, used by Anthropic and many gateways. */
    public static final KeyHeader X_API_KEY = of("x-api-key", "");

    private final String header;
    private final String prefix;

    private KeyHeader(String header, String prefix) {
        this.header = header;
        this.prefix = prefix;
    }

    /**
     * Creates a key header.
     *
     * @param header the header's name
     * @param prefix the text before the key, such as {@code "Bearer "} with its blank; may be empty
     * @return the key header
     * @throws IllegalArgumentException if {@link Headers#with(String, String)} rejects the header
     */
    public static KeyHeader of(String header, String prefix) {
        Objects.requireNonNull(prefix, "prefix");
        var unused = Headers.NONE.with(header, prefix + "key");
        return new KeyHeader(header, prefix);
    }

    /** {@return the header's name} */
    public String header() {
        return header;
    }

    /** {@return the text before the key; may be empty} */
    public String prefix() {
        return prefix;
    }

    @Override
    public String toString() {
        return "KeyHeader[" + header + ": " + prefix + "...]";
    }
}
