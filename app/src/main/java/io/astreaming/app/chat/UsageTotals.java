package io.astreaming.app.chat;

import io.astreaming.app.terminal.Units;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.Usage;
import org.jspecify.annotations.Nullable;

/** What the turns of a conversation have used together. Not thread-safe. */
final class UsageTotals {
    private int turns;
    private int silent;
    private long prompt;
    private long completion;

    void add(Usage usage) {
        turns++;
        if (usage instanceof TokenUsage tokens) {
            prompt += orNone(tokens.promptTokens());
            completion += orNone(tokens.completionTokens());
        } else {
            silent++;
        }
    }

    private static long orNone(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    /** One line; what a turn didn't report isn't in it, and it says so. */
    @Override
    public String toString() {
        return Units.of(turns, "turn", "turns") + ", " + prompt + " prompt, " + completion + " completion tokens"
                + (silent == 0 ? "" : ", " + silent + " without usage");
    }
}
