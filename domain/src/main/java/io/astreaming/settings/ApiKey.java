package io.astreaming.settings;

import java.util.Objects;

/** A secret that opens an endpoint. It never shows itself; only a transport asks to {@link #reveal} it. Immutable. */
public final class ApiKey {
    private final String value;

    private ApiKey(String value) {
        this.value = value;
    }

    /**
     * A key.
     *
     * @param value the secret
     * @return the key
     * @throws IllegalArgumentException if it is blank or holds characters that no HTTP header may
     */
    public static ApiKey of(String value) {
        String stripped = Objects.requireNonNull(value, "value").strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("the API key is blank");
        }
        if (!stripped.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("the API key holds characters that no HTTP header may");
        }
        return new ApiKey(stripped);
    }

    /**
     * The key in an environment variable.
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

    /** {@return the secret itself, for the header that carries it and for nothing else} */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "ApiKey[redacted]";
    }
}
