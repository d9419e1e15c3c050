package io.astreaming.app.chat;

import io.astreaming.app.terminal.Units;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.Usage;
import org.jspecify.annotations.Nullable;

/** The total usage of a conversation's turns. Not thread-safe. */
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

    /** Returns the totals on one line, with the number of turns that reported no usage. */
    @Override
    public String toString() {
        return Units.of(turns, "turn", "turns") + ", " + prompt + " prompt, " + completion + " completion tokens"
                + (silent == 0 ? "" : ", " + silent + " without usage");
    }
}
