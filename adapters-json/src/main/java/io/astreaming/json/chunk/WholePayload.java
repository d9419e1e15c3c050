package io.astreaming.json.chunk;

import io.astreaming.chunk.ProviderError;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import jakarta.json.stream.JsonParser.Event;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A payload that is kept verbatim, for protocols whose translators split it themselves.
 *
 * @param wire the payload
 * @param noted the deviations that were noted while it was read
 * @param error the error that it reports; null if it reports none
 */
public record WholePayload(
        JsonText wire, Set<Deviation> noted, @Nullable ProviderError error) {
    /** Reads a payload. */
    public static WholePayload read(JsonTokens in) {
        Event start = in.next();
        int mark = in.mark();
        boolean failed = false;
        if (start == Event.START_OBJECT) {
            failed = hasError(in);
        } else if (start == Event.START_ARRAY) {
            while (in.element()) {
                if (in.event() == Event.START_OBJECT) {
                    failed |= hasError(in);
                } else {
                    in.skip();
                }
            }
        } else {
            in.skip();
        }
        JsonText wire = in.since(mark);
        in.finish();
        Set<Deviation> noted = in.deviations().isEmpty() ? Set.of() : EnumSet.copyOf(in.deviations());
        return new WholePayload(
                wire, noted, failed ? error(in, start == Event.START_OBJECT ? wire : first(wire)) : null);
    }

    /** Reads an object, and returns whether one of its members is an error. */
    private static boolean hasError(JsonTokens in) {
        boolean failed = false;
        for (String member = in.member(); member != null; member = in.member()) {
            failed |= member.equals("error");
            in.skip();
        }
        return failed;
    }

    /** Returns the first value in a list; a provider that refuses a request sends nothing else in it. */
    private static JsonText first(JsonText list) {
        return list.elements().get(0);
    }

    private static @Nullable ProviderError error(JsonTokens in, JsonText wire) {
        try (JsonTokens again = in.inner(wire)) {
            return new ChunkReader().read(again, false, null) instanceof ProviderError error ? error : null;
        }
    }
}
