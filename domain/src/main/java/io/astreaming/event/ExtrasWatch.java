package io.astreaming.event;

import io.astreaming.chunk.Extras;
import io.astreaming.chunk.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Tells members beyond the model when they are new or change, so that what every chunk repeats is told once. Not thread-safe.
 */
final class ExtrasWatch {
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
            "delta",
            "message",
            "finish_reason",
            "logprobs",
            "obfuscation");

    private static final Set<String> OF_CALLS = Set.of("index", "id", "type", "function", "custom");

    private final Set<String> silent;
    private final Map<String, JsonText> last = new LinkedHashMap<>();
    private Extras before = Extras.NONE;

    private ExtrasWatch(Set<String> silent) {
        this.silent = silent;
    }

    /** For the members of a chunk or of its choices. */
    static ExtrasWatch ofChunks() {
        return new ExtrasWatch(OF_CHUNKS);
    }

    /** For the members of a tool call. */
    static ExtrasWatch ofCalls() {
        return new ExtrasWatch(OF_CALLS);
    }

    /** All that was told, each with its last value. */
    Extras told() {
        return last.isEmpty() ? Extras.NONE : new Extras(last);
    }

    @SuppressWarnings("ReferenceEquality") // the decoder shares equal extras: a missed one only costs time
    void watch(Extras extras, BiConsumer<String, JsonText> changed) {
        if (extras == before) {
            return;
        }
        before = extras;
        extras.members().forEach((name, value) -> {
            if (value.isAbsent() || value.isNull() || silent.contains(name)) {
                return;
            }
            if (!value.equals(last.put(name, value))) {
                changed.accept(name, value);
            }
        });
    }
}
