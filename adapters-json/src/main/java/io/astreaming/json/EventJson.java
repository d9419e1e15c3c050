package io.astreaming.json;

import io.astreaming.completion.Outcome;
import io.astreaming.completion.ToolCall;
import io.astreaming.error.ChatException;
import io.astreaming.event.AnnotationsReceived;
import io.astreaming.event.AudioReceived;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChoiceEvent;
import io.astreaming.event.ChoiceFinished;
import io.astreaming.event.ItemFinished;
import io.astreaming.event.ItemStarted;
import io.astreaming.event.LogprobsReceived;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.RefusalReceived;
import io.astreaming.event.RoleReceived;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.StreamStarted;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.event.Unrecognized;
import io.astreaming.event.UsageReported;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.value.TokenUsage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON, for a browser or another service that isn't to know the provider's protocol. Each event is one object
 * on one line, whose member {@code type} is the event's name with a small first letter, such as {@code textReceived};
 * the other members have the names of the event's components. Names are stable: later versions only add members and
 * types.
 *
 * <p>The JSON holds content, and of an error no more than its kind: messages of providers may tell about the account.
 */
public final class EventJson {
    private EventJson() {}

    /**
     * Writes an event.
     *
     * @param event the event
     * @return a JSON object without line breaks; characters that aren't whole, such as half of an emoji, are escaped
     */
    public static JsonText of(ChatEvent event) {
        String name = event.getClass().getSimpleName();
        Map<String, @Nullable Object> members =
                members("type", name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
        if (event instanceof ChoiceEvent choice) {
            members.put("choice", choice.choice());
            members.putAll(ofChoice(choice));
        } else {
            members.putAll(ofStream(event));
        }
        return new JsonWriter().tree(members).text();
    }

    private static Map<String, @Nullable Object> ofChoice(ChoiceEvent event) {
        if (event instanceof TextReceived text) {
            return members("text", text.text());
        } else if (event instanceof ReasoningReceived reasoning) {
            return members("text", reasoning.text());
        } else if (event instanceof RefusalReceived refusal) {
            return members("text", refusal.text());
        } else if (event instanceof RoleReceived role) {
            return members("role", role.role().value());
        } else if (event instanceof ToolCallStarted started) {
            return members("call", started.call(), "id", started.id(), "name", started.name());
        } else if (event instanceof ToolArgumentsReceived arguments) {
            return members("call", arguments.call(), "fragment", arguments.fragment());
        } else if (event instanceof ToolCallFinished finished) {
            ToolCall call = finished.toolCall();
            return members(
                    "call",
                    finished.call(),
                    "id",
                    call.id(),
                    "kind",
                    call.type(),
                    "name",
                    call.name(),
                    "arguments",
                    call.arguments());
        } else if (event instanceof AudioReceived audio) {
            return members(
                    "id",
                    audio.audio().id(),
                    "data",
                    audio.audio().data(),
                    "transcript",
                    audio.audio().transcript());
        } else if (event instanceof AnnotationsReceived annotations) {
            return members("annotations", annotations.annotations());
        } else if (event instanceof LogprobsReceived logprobs) {
            return members("logprobs", logprobs.logprobs().wire());
        } else if (event instanceof ItemStarted item) {
            return members("position", item.position(), "item", item.type());
        } else if (event instanceof ItemFinished item) {
            return members(
                    "position", item.item().position(), "item", item.item().type());
        } else if (event instanceof ChoiceFinished finished) {
            return members("finishReason", finished.finishReason().value());
        }
        return Map.of(); // the choice began, which has no more to say
    }

    private static Map<String, @Nullable Object> ofStream(ChatEvent event) {
        if (event instanceof StreamStarted started) {
            return members("id", started.id(), "model", started.model(), "created", started.created());
        } else if (event instanceof UsageReported usage) {
            return ofUsage(usage.usage());
        } else if (event instanceof Unrecognized part) {
            return members(
                    "location",
                    part.location().name().toLowerCase(Locale.ROOT),
                    "choice",
                    part.choice(),
                    "name",
                    part.name(),
                    "value",
                    part.value());
        } else if (event instanceof StreamEnded ended) {
            Outcome outcome = ended.outcome();
            ChatException error = outcome.error();
            return members(
                    "outcome",
                    outcome.kind(),
                    "error",
                    error == null ? null : error.kind(),
                    "retryable",
                    error != null && error.isRetryable());
        }
        return Map.of(); // an error inside the stream; the outcome names its kind
    }

    private static Map<String, @Nullable Object> ofUsage(TokenUsage usage) {
        return members(
                "promptTokens", usage.promptTokens(),
                "completionTokens", usage.completionTokens(),
                "totalTokens", usage.totalTokens(),
                "cachedTokens", usage.cachedTokens(),
                "cacheWriteTokens", usage.cacheWriteTokens(),
                "reasoningTokens", usage.reasoningTokens());
    }

    /** Names and values by turns, in the order in which they are written. */
    private static Map<String, @Nullable Object> members(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return members;
    }
}
