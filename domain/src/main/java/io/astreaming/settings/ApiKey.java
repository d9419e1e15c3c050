package io.astreaming.settings;

import java.util.Objects;

/**
 * The secret key of an endpoint. Only {@link #reveal}, which is for transports, returns the secret; {@link #toString}
 * doesn't. Immutable.
 */
public final class ApiKey {
    private final String value;

    private ApiKey(String value) {
        this.value = value;
    }

    /**
     * Creates a key.
     *
     * @param value the secret; surrounding white space is removed
     * @return the key
     * @throws IllegalArgumentException if it is blank or has characters that an HTTP header can't have
     */
    public static ApiKey of(String value) {
        String stripped = Objects.requireNonNull(value, "value").strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("the API key is blank");
        }
        if (!stripped.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("the API key has characters that an HTTP header can't have");
        }
        return new ApiKey(stripped);
    }

    /**
     * Reads the key from an environment variable.
     *
     * @param name the variable's name
     * @return the key
     * @throws IllegalArgumentException if the variable isn't set or its value can't be a key
     */
    public static ApiKey fromEnvironment(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the environment variable " + name + " isn't set");
        }
        return of(value);
    }

    /** {@return the secret itself, only for the header that sends it} */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "ApiKey[redacted]";
    }
}
