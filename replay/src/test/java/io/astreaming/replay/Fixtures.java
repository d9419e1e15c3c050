package io.astreaming.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The recorded bodies beside the tests. */
final class Fixtures {
    static final List<String> NAMES = List.of("seed", "usage", "n2", "stop");

    private Fixtures() {}

    static byte[] body(String name) {
        return resource(name + ".sse");
    }

    static Recording recording(String name) {
        return Recording.sse(body(name)).named(name);
    }

    static byte[] resource(String file) {
        try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(file), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
