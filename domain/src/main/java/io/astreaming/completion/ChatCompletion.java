package io.astreaming.completion;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.Usage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The whole content of a stream, as far as it arrived.
 *
 * @param id the first id that arrived; null if none did
 * @param model the first model that arrived; null if none did
 * @param created the first time of creation that arrived, in seconds since the epoch as most providers send it; null if
 *     none did
 * @param choices the choices, ordered by index; empty if none began
 * @param usage the last usage that arrived
 * @param extras members of the chunks that aren't modelled, each with its last value that isn't null
 * @param deviations how the stream deviated from the protocol, and how often in each way
 */
public record ChatCompletion(
        @Nullable String id,
        @Nullable String model,
        @Nullable Long created,
        List<CompletedChoice> choices,
        Usage usage,
        Map<String, JsonText> extras,
        Map<Deviation, Long> deviations) {
    /** Copies the collections and rejects null where it isn't allowed. */
    public ChatCompletion {
        choices = List.copyOf(choices);
        Objects.requireNonNull(usage, "usage");
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
        deviations = Collections.unmodifiableMap(
                deviations.isEmpty() ? new EnumMap<>(Deviation.class) : new EnumMap<>(deviations));
    }

    /** {@return the text of the first choice; empty if there is none} */
    public String text() {
        if (choices.isEmpty()) {
            return "";
        }
        String content = choices.get(0).content();
        return content == null ? "" : content;
    }

    /** Shows sizes, never content; the same goes for everything within. */
    @Override
    public String toString() {
        return "ChatCompletion[" + choices + ", " + usage + ", " + deviations + "]";
    }
}
