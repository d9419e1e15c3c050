package io.astreaming.gateway;

import io.astreaming.value.FinishReason;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes finish reasons. */
final class Finish {
    /** The words of chat completions; clients with strict types accept no other. */
    private static final Set<FinishReason> KNOWN = Set.of(
            FinishReason.STOP,
            FinishReason.LENGTH,
            FinishReason.TOOL_CALLS,
            FinishReason.CONTENT_FILTER,
            FinishReason.FUNCTION_CALL);

    private Finish() {}

    /**
     * Writes a choice's reason. A word that chat completions don't have becomes {@code stop}, with the provider's own beside it,
     * as OpenRouter does.
     *
     * @param reason null while the choice goes on
     * @param calls whether the choice has calls: clients run them only if the reason says so
     */
    static void write(Map<String, @Nullable Object> choice, @Nullable FinishReason reason, boolean calls) {
        if (reason == null) {
            choice.put("finish_reason", null);
        } else if (calls && reason.equals(FinishReason.STOP)) {
            choice.put("finish_reason", FinishReason.TOOL_CALLS.value());
        } else if (KNOWN.contains(reason)) {
            choice.put("finish_reason", reason.value());
        } else {
            choice.put("finish_reason", FinishReason.STOP.value());
            choice.put("native_finish_reason", reason.value());
        }
    }
}
