package io.astreaming.event;

import io.astreaming.chunk.Extras;
import io.astreaming.chunk.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Tells members beyond the model when they are new or change, so that what every chunk repeats is told once. Not thread-safe.
 */
final class ExtrasWatch implements BiConsumer<String, JsonText> {
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

    // Of the members that are being looked at; here, so that no chunk makes an object of its own for them.
    /** Whether the choice has no delta, so that its text counted as content. */
    private boolean textIsContent;

    private int choice;
    private Consumer<ChatEvent> out = event -> {};

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
        textIsContent = place == Unrecognized.Place.CHOICE && extras.override(DELTA);
        this.choice = choice;
        this.out = out;
        extras.members().forEach(this);
        held.charge(2 * silentMembers, silentText);
    }

    @Override
    public void accept(String name, JsonText value) {
        if (value.isAbsent() || value.isNull() || silent.contains(name) || (textIsContent && name.equals(TEXT))) {
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
    }
}
