package io.astreaming.completion;

import io.astreaming.error.ChatException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer is whole: every choice finished, or the provider ended the stream with {@code [DONE]}.
 *
 * @param completion the answer
 */
public record Completed(ChatCompletion completion) implements Outcome {
    /** Rejects null. */
    public Completed {
        Objects.requireNonNull(completion, "completion");
    }

    @Override
    public @Nullable ChatException error() {
        return null;
    }

    @Override
    public String kind() {
        return "completed";
    }
}
