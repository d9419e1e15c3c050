package io.astreaming.interpret;

import io.astreaming.event.ChatEvent;
import io.astreaming.event.Unrecognized;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Reports members that aren't modelled when they are new or their value changes, so that a member that every chunk
 * repeats is reported once. Not thread-safe.
 */
final class ExtrasTracker implements BiConsumer<String, JsonText> {
    private static final String DELTA = "delta";
    private static final String FUNCTION = "function";

    /** Members whose extras only keep a wire form, and padding without meaning. */
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

    private static final Set<String> OF_TEXTS = Set.of("text");
    /** In a call without a function object these counted as the members of that object. */
    private static final Set<String> OF_FUNCTIONS = Set.of("name", "arguments");

    private static final int FEW = 4;

    private final Unrecognized.Location location;
    private final Set<String> silent;
    private final RetentionBudget budget;
    /** Created with the first member: most choices have none. */
    private Map<String, JsonText> last = Map.of();

    private Extras before = Extras.NONE;
    /** How many unreported members the previous extras had. */
    private int silentMembers;
    /** The length of the text of those members. */
    private long silentText;

    // The context of the members that are being examined; kept in fields so that no chunk allocates an object for it.
    /**
     * Further members that aren't reported: the text of a choice without delta, which counted as content, and similar
     * members of calls.
     */
    private Set<String> counted = Set.of();

    private int choice;
    private Consumer<ChatEvent> out = event -> {};

    /** Creates a tracker for the members of a chunk, of a choice or of a tool call. */
    ExtrasTracker(Unrecognized.Location location, RetentionBudget budget) {
        this.location = location;
        this.budget = budget;
        this.silent = location == Unrecognized.Location.TOOL_CALL ? OF_CALLS : OF_CHUNKS;
    }

    /** Returns all reported members, each with its last value. */
    Extras emitted() {
        return last.isEmpty() ? Extras.NONE : new Extras(last);
    }

    @SuppressWarnings("ReferenceEquality") // the decoder shares equal extras: a missed one only costs time
    void track(Extras extras, int choice, Consumer<ChatEvent> out) {
        if (extras == before) {
            return;
        }
        before = extras;
        budget.release(2 * silentMembers, silentText);
        silentMembers = 0;
        silentText = 0;
        counted = counted(extras);
        this.choice = choice;
        this.out = out;
        extras.members().forEach(this);
        budget.charge(2 * silentMembers, silentText);
    }

    private Set<String> counted(Extras extras) {
        if (location == Unrecognized.Location.CHOICE && extras.override(DELTA)) {
            return OF_TEXTS;
        }
        return location == Unrecognized.Location.TOOL_CALL && extras.override(FUNCTION) ? OF_FUNCTIONS : Set.of();
    }

    @Override
    public void accept(String name, JsonText value) {
        if (value.isAbsent() || value.isNull() || silent.contains(name) || counted.contains(name)) {
            silentMembers++;
            silentText += name.length() + value.text().length();
            return;
        }
        if (last.isEmpty()) {
            last = new LinkedHashMap<>(FEW);
        }
        if (!value.equals(budget.keep(last, name, value))) {
            out.accept(new Unrecognized(location, choice, name, value));
        }
    }
}
