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
 * All that a stream said, whole or as far as it came.
 *
 * @param id the first id that came
 * @param model the first model that came
 * @param created the first time of creation that came, seconds since the epoch as most providers send it
 * @param choices the choices by index; none if none began
 * @param usage the last usage that came
 * @param extras members of the chunks beyond the model, each with the last value that isn't null
 * @param deviations how the stream departed from the protocol, and how often
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

    /** Tells how much there is, never what; the same of all within. */
    @Override
    public String toString() {
        return "ChatCompletion[" + choices + ", " + usage + ", " + deviations + "]";
    }
}
