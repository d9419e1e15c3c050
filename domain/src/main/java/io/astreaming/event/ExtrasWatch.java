package io.astreaming.event;

import io.astreaming.chunk.Extras;
import io.astreaming.chunk.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells members beyond the model when they are new or change, so that what every chunk repeats is told once. Not thread-safe.
 */
final class ExtrasWatch {
    private static final String DELTA = "delta";
    private static final String TEXT = "text";

    /** Members whose extras only keep a wire form, and padding that says nothing. */
    private static final Set<String> OF_CHUNKS = Set.of(
            "id",
            "object",
            "created",
            "model",
            "choices",
            "usage",
            "error",
            "index",
            DELTA,
            "message",
            "finish_reason",
            "logprobs",
            "obfuscation");

    private static final Set<String> OF_CALLS = Set.of("index", "id", "type", "function", "custom");

    private static final int FEW = 4;

    private final Unrecognized.Place place;
    private final Set<String> silent;
    private final Budget held;
    /** Made when the first comes: most choices have none. */
    private Map<String, JsonText> last = Map.of();

    private Extras before = Extras.NONE;
    /** What those before hold that wasn't told. */
    private int silentMembers;

    private long silentText;

    /** For the members of a chunk, of a choice or of a tool call. */
    ExtrasWatch(Unrecognized.Place place, Budget held) {
        this.place = place;
        this.held = held;
        this.silent = place == Unrecognized.Place.TOOL_CALL ? OF_CALLS : OF_CHUNKS;
    }

    /** All that was told, each with its last value. */
    Extras told() {
        return last.isEmpty() ? Extras.NONE : new Extras(last);
    }

    @SuppressWarnings("ReferenceEquality") // the decoder shares equal extras: a missed one only costs time
    void watch(Extras extras, int choice, Consumer<ChatEvent> out) {
        if (extras == before) {
            return;
        }
        before = extras;
        held.release(2 * silentMembers, silentText);
        silentMembers = 0;
        silentText = 0;
        boolean text = extras.override(DELTA); // where there is no delta the text counted as content
        extras.members().forEach((name, value) -> {
            if (value.isAbsent() || value.isNull() || silent.contains(name) || (text && name.equals(TEXT))) {
                silentMembers++;
                silentText += name.length() + value.text().length();
                return;
            }
            if (last.isEmpty()) {
                last = new LinkedHashMap<>(FEW);
            }
            if (!value.equals(held.keep(last, name, value))) {
                out.accept(new Unrecognized(place, choice, name, value));
            }
        });
        held.charge(2 * silentMembers, silentText);
    }
}
