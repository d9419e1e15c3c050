package io.astreaming.json.chunk;

import io.astreaming.json.token.JsonTokens;
import io.astreaming.value.CompletionTokensDetails;
import io.astreaming.value.PromptTokensDetails;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import jakarta.json.stream.JsonParser.Event;
import org.jspecify.annotations.Nullable;

/** Reads a {@code usage} object. One that is empty, or whose members are all null, reports nothing. Not thread-safe. */
public final class UsageReader {
    private final ObjectMembers members = new ObjectMembers();
    private final ObjectMembers promptMembers = new ObjectMembers();
    private final ObjectMembers completionMembers = new ObjectMembers();

    /** Reads the object. */
    public Usage read(JsonTokens in) {
        Long prompt = null;
        Long completion = null;
        Long total = null;
        PromptTokensDetails promptDetails = null;
        CompletionTokensDetails completionDetails = null;
        Long cacheCreation = null;
        Long cacheRead = null;
        boolean reported = false;
        members.begin(in);
        for (String name = in.member(); name != null; name = in.member()) {
            reported |= in.event() != Event.VALUE_NULL;
            switch (name) {
                case "prompt_tokens" -> prompt = members.wholeNumber(name);
                case "completion_tokens" -> completion = members.wholeNumber(name);
                case "total_tokens" -> total = members.wholeNumber(name);
                case "prompt_tokens_details" -> promptDetails = promptDetails(in);
                case "completion_tokens_details" -> completionDetails = completionDetails(in);
                case "cache_creation_input_tokens" -> cacheCreation = members.wholeNumber(name);
                case "cache_read_input_tokens" -> cacheRead = members.wholeNumber(name);
                default -> members.other(name);
            }
        }
        return reported
                ? new TokenUsage(
                        prompt,
                        completion,
                        total,
                        promptDetails,
                        completionDetails,
                        cacheCreation,
                        cacheRead,
                        members.end())
                : UsageNotReported.INSTANCE;
    }

    private @Nullable PromptTokensDetails promptDetails(JsonTokens in) {
        if (!isObject(in, "prompt_tokens_details")) {
            return null;
        }
        Long cached = null;
        Long cacheWrite = null;
        Long audio = null;
        Long text = null;
        Long image = null;
        promptMembers.begin(in);
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "cached_tokens" -> cached = promptMembers.wholeNumber(name);
                case "cache_write_tokens" -> cacheWrite = promptMembers.wholeNumber(name);
                case "audio_tokens" -> audio = promptMembers.wholeNumber(name);
                case "text_tokens" -> text = promptMembers.wholeNumber(name);
                case "image_tokens" -> image = promptMembers.wholeNumber(name);
                default -> promptMembers.other(name);
            }
        }
        return new PromptTokensDetails(cached, cacheWrite, audio, text, image, promptMembers.end());
    }

    private @Nullable CompletionTokensDetails completionDetails(JsonTokens in) {
        if (!isObject(in, "completion_tokens_details")) {
            return null;
        }
        Long reasoning = null;
        Long audio = null;
        Long text = null;
        Long accepted = null;
        Long rejected = null;
        completionMembers.begin(in);
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "reasoning_tokens" -> reasoning = completionMembers.wholeNumber(name);
                case "audio_tokens" -> audio = completionMembers.wholeNumber(name);
                case "text_tokens" -> text = completionMembers.wholeNumber(name);
                case "accepted_prediction_tokens" -> accepted = completionMembers.wholeNumber(name);
                case "rejected_prediction_tokens" -> rejected = completionMembers.wholeNumber(name);
                default -> completionMembers.other(name);
            }
        }
        return new CompletionTokensDetails(reasoning, audio, text, accepted, rejected, completionMembers.end());
    }

    private boolean isObject(JsonTokens in, String name) {
        members.markSeen(name);
        if (in.event() == Event.START_OBJECT) {
            return true;
        }
        members.unexpected(name);
        return false;
    }
}
