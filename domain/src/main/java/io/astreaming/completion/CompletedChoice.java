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
 * The whole content of one choice, as far as it arrived.
 *
 * @param index the choice's index
 * @param role the role of the message's author; null if none arrived
 * @param content the answer's text; null if none arrived
 * @param reasoning the model's reasoning; null if none arrived
 * @param refusal the refusal; null if none arrived
 * @param toolCalls the tool calls, in the order in which the model began them
 * @param functionCall the call in the older form; null if none arrived
 * @param audio the spoken answer; null if none arrived
 * @param annotations the annotations verbatim, one JSON array for each time that some arrived
 * @param logprobs log probabilities of the answer's tokens
 * @param finishReason why the choice ended; null if no finish reason arrived
 * @param unrecognized members of the deltas that aren't modelled, each with its values in order, such as
 *     {@code reasoning_details}
 * @param extras members of the choice that aren't modelled, each with its last value
 * @param items the answer's items, ordered by position, if its protocol has items; those that began but didn't arrive
 *     whole are among them
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
        Map<String, JsonText> extras,
        List<AnswerItem> items) {
    /** Copies the collections. */
    public CompletedChoice {
        toolCalls = List.copyOf(toolCalls);
        annotations = List.copyOf(annotations);
        logprobs = List.copyOf(logprobs);
        LinkedHashMap<String, List<JsonText>> copy = new LinkedHashMap<>();
        unrecognized.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        unrecognized = Collections.unmodifiableMap(copy);
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
        items = List.copyOf(items);
    }

    /** {@return whether a finish reason arrived} */
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
