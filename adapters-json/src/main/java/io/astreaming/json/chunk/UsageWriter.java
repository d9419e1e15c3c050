package io.astreaming.json.chunk;

import io.astreaming.jsontext.JsonWriter;
import io.astreaming.value.CompletionTokensDetails;
import io.astreaming.value.PromptTokensDetails;
import io.astreaming.value.TokenUsage;

/** Writes a {@code usage} object. */
public final class UsageWriter {
    private UsageWriter() {}

    /** Writes a usage as an object, its extras included. */
    public static void write(JsonWriter out, TokenUsage usage) {
        ObjectWriter object = new ObjectWriter(out, usage.extras())
                .number("prompt_tokens", usage.promptTokens())
                .number("completion_tokens", usage.completionTokens())
                .number("total_tokens", usage.totalTokens());
        PromptTokensDetails prompt = usage.promptDetails();
        if (prompt != null && object.begin("prompt_tokens_details")) {
            new ObjectWriter(out, prompt.extras())
                    .number("cached_tokens", prompt.cachedTokens())
                    .number("cache_write_tokens", prompt.cacheWriteTokens())
                    .number("audio_tokens", prompt.audioTokens())
                    .number("text_tokens", prompt.textTokens())
                    .number("image_tokens", prompt.imageTokens())
                    .end();
        }
        CompletionTokensDetails completion = usage.completionDetails();
        if (completion != null && object.begin("completion_tokens_details")) {
            new ObjectWriter(out, completion.extras())
                    .number("reasoning_tokens", completion.reasoningTokens())
                    .number("audio_tokens", completion.audioTokens())
                    .number("text_tokens", completion.textTokens())
                    .number("accepted_prediction_tokens", completion.acceptedPredictionTokens())
                    .number("rejected_prediction_tokens", completion.rejectedPredictionTokens())
                    .end();
        }
        object.number("cache_creation_input_tokens", usage.cacheCreationInputTokens())
                .number("cache_read_input_tokens", usage.cacheReadInputTokens())
                .end();
    }
}
