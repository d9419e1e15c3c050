package io.astreaming.port;

import io.astreaming.request.Headers;
import java.util.Objects;

/** How a key is sent: in which header, and behind which prefix. Holds no key. Immutable and thread-safe. */
public final class KeyHeader {
    /** {@code Authorization: Bearer ...}, as OpenAI and most others have it. */
    public static final KeyHeader BEARER = of("Authorization", "Bearer ");

    /** {@code api-key: ...}, as Azure has it. */
    public static final KeyHeader API_KEY = of("api-key", "");

    /** {@code x-api-key: ...}, as Anthropic and many gateways have it. */
    public static final KeyHeader X_API_KEY = of("x-api-key", "");

    private final String header;
    private final String prefix;

    private KeyHeader(String header, String prefix) {
        this.header = header;
        this.prefix = prefix;
    }

    /**
     * A way to send a key.
     *
     * @param header the header's name
     * @param prefix what stands before the key, such as {@code "Bearer "} with its blank; empty for nothing
     * @return the way
     * @throws IllegalArgumentException if no request may carry such a header
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

    /** {@return what stands before the key; may be empty} */
    public String prefix() {
        return prefix;
    }

    @Override
    public String toString() {
        return "KeyHeader[" + header + ": " + prefix + "...]";
    }
}
