package io.astreaming.json.result;

import jakarta.json.bind.Jsonb;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds out whether a provider of JSON-B creates every kind of {@code Optional} for a record's component. The standard
 * requires it, but not all providers do it.
 */
final class OptionalProbe {
    private static final String JSON =
            "{\"text\":\"a\",\"number\":1,\"record\":{\"text\":\"b\"},\"texts\":[\"c\",null]}";

    private OptionalProbe() {}

    /**
     * A record with such components, public so that JSON-B can reach it.
     *
     * @param text a text
     * @param number a number
     * @param record a record
     * @param texts some texts
     */
    public record Probed(
            Optional<String> text, OptionalInt number, Optional<Inner> record, List<Optional<String>> texts) {}

    /**
     * A record within the other.
     *
     * @param text a text
     */
    public record Inner(String text) {}

    static boolean passes(Jsonb jsonb) {
        Probed expected = new Probed(
                Optional.of("a"),
                OptionalInt.of(1),
                Optional.of(new Inner("b")),
                List.of(Optional.of("c"), Optional.empty()));
        try {
            return expected.equals(jsonb.fromJson(JSON, Probed.class));
        } catch (RuntimeException e) {
            return false;
        }
    }
}
