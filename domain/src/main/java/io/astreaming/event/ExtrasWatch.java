package io.astreaming.event;

import io.astreaming.chunk.Extras;
import io.astreaming.chunk.JsonText;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Tells members beyond the model when they are new or change, so that what every chunk repeats is told once. Not thread-safe.
 */
final class ExtrasWatch {
    /** Members whose extras only keep a wire form, and padding that says nothing. */
    private static final Set<String> SILENT = Set.of(
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

    private final Map<String, JsonText> last = new HashMap<>();
    private Extras before = Extras.NONE;

    @SuppressWarnings("ReferenceEquality") // the decoder shares equal extras: a missed one only costs time
    void watch(Extras extras, BiConsumer<String, JsonText> changed) {
        if (extras == before) {
            return;
        }
        before = extras;
        extras.members().forEach((name, value) -> {
            if (value.isAbsent() || value.isNull() || SILENT.contains(name)) {
                return;
            }
            if (!value.equals(last.put(name, value))) {
                changed.accept(name, value);
            }
        });
    }
}
