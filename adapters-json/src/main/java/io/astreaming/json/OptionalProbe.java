package io.astreaming.json;

import jakarta.json.bind.Jsonb;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds out whether a provider of JSON-B makes an {@code Optional} for a record's component. The standard says so; not all do. */
final class OptionalProbe {
    private static final String JSON = "{\"text\":\"a\",\"number\":1}";

    private OptionalProbe() {}

    /**
     * A record with such components, public since JSON-B has to reach it.
     *
     * @param text a text
     * @param number a number
     */
    public record Probed(Optional<String> text, OptionalInt number) {}

    static boolean passes(Jsonb jsonb) {
        try {
            return new Probed(Optional.of("a"), OptionalInt.of(1)).equals(jsonb.fromJson(JSON, Probed.class));
        } catch (RuntimeException e) {
            return false;
        }
    }
}
