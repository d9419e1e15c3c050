package io.astreaming.interpret;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Logprobs;
import io.astreaming.value.TokenLogprob;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chunks as tests want to say them. */
public final class Chunks {
    private Chunks() {}

    public static CompletionChunk chunk(Choice... choices) {
        return chunk(UsageNotReported.INSTANCE, choices);
    }

    public static CompletionChunk chunk(Usage usage, Choice... choices) {
        return new CompletionChunk(
                "id-1", "chat.completion.chunk", 1L, "model-1", List.of(choices), usage, Set.of(), Extras.NONE);
    }

    public static CompletionChunk envelope(@Nullable String id, @Nullable Long created, @Nullable String model) {
        return new CompletionChunk(
                id,
                "chat.completion.chunk",
                created,
                model,
                List.of(),
                UsageNotReported.INSTANCE,
                Set.of(),
                Extras.NONE);
    }

    public static CompletionChunk withExtra(String name, String json) {
        return new CompletionChunk(
                "id-1",
                "chat.completion.chunk",
                1L,
                "model-1",
                List.of(),
                UsageNotReported.INSTANCE,
                Set.of(),
                new Extras(Map.of(name, new JsonText(json))));
    }

    public static Choice open(int index, Delta... deltas) {
        return new OpenChoice(index, List.of(deltas), null, Extras.NONE, Extras.NONE);
    }

    public static Choice finished(int index, String reason, Delta... deltas) {
        return new FinishedChoice(index, List.of(deltas), FinishReason.of(reason), null, Extras.NONE, Extras.NONE);
    }

    public static CompletionChunk text(String text) {
        return chunk(open(0, new ContentDelta(text)));
    }

    public static CompletionChunk finish(String reason) {
        return chunk(finished(0, reason));
    }

    public static TokenUsage usage(long prompt, long completion) {
        return new TokenUsage(prompt, completion, prompt + completion, null, null, null, null, Extras.NONE);
    }

    public static Logprobs logprobs(String token) {
        return new Logprobs(
                List.of(new TokenLogprob(token, -0.5, List.of())), List.of(), new JsonText("{\"content\":[]}"));
    }

    public static Chunk error(String message) {
        return new ProviderError(
                new ErrorDetail(message, null, null, null, JsonText.ofString(message)), null, Set.of());
    }

    public static ToolCallDelta call(
            @Nullable Integer index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        return new ToolCallDelta(index, id, "function", name, arguments, Extras.NONE, Extras.NONE);
    }
}
