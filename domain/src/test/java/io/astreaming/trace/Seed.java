package io.astreaming.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A trace of five chunks, as the system wrote it whose format this is. */
final class Seed {
    static final String TEXT = load();

    private Seed() {}

    private static String load() {
        try (InputStream in = Objects.requireNonNull(Seed.class.getResourceAsStream("seed.md"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
