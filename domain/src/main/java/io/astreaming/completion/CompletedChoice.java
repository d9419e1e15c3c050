package io.astreaming.completion;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Role;
import io.astreaming.value.TokenLogprob;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that was said of one choice.
 *
 * @param index the choice's index
 * @param role who speaks
 * @param content the answer's text; absent if none ever came
 * @param reasoning the model's reasoning; absent if none ever came
 * @param refusal the refusal; absent if none ever came
 * @param toolCalls the tools to call, in the order in which the model began them
 * @param functionCall the call in the older form; absent if none came
 * @param audio the spoken answer; absent if none came
 * @param annotations the annotations as sent, one JSON array for each time that some came
 * @param logprobs log probabilities of the answer's tokens
 * @param finishReason why the choice ended; absent if it never did
 * @param unrecognized members of the deltas that aren't modelled, each with its values in order, such as
 *     {@code reasoning_details}
 * @param extras members of the choice beyond the model, each with its last value
 */
public record CompletedChoice(
        int index,
        @Nullable Role role,
        @Nullable String content,
        @Nullable String reasoning,
        @Nullable String refusal,
        List<ToolCall> toolCalls,
        @Nullable FunctionCall functionCall,
        @Nullable Audio audio,
        List<JsonText> annotations,
        List<TokenLogprob> logprobs,
        @Nullable FinishReason finishReason,
        Map<String, List<JsonText>> unrecognized,
        Map<String, JsonText> extras) {
    /** Copies the collections. */
    public CompletedChoice {
        toolCalls = List.copyOf(toolCalls);
        annotations = List.copyOf(annotations);
        logprobs = List.copyOf(logprobs);
        LinkedHashMap<String, List<JsonText>> copy = new LinkedHashMap<>();
        unrecognized.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        unrecognized = Collections.unmodifiableMap(copy);
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }

    /** {@return whether a finish reason came} */
    public boolean isFinished() {
        return finishReason != null;
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "CompletedChoice[" + index + ", finish reason " + finishReason + ", text of "
                + (content == null ? 0 : content.length()) + " characters, " + toolCalls.size() + " calls]";
    }
}
