package io.astreaming.request;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the model said. As the last message of a request it is a prefill: providers that support it let the model go on
 * from here, and stream only what comes after.
 *
 * @param content what it said; empty if it only called tools
 * @param name tells several models apart
 * @param refusal how it refused
 * @param toolCalls the tools that it called, each with an id
 * @param functionCall the function that it called, in the older form
 * @param audioId the id of what it spoke
 * @param extras members that aren't modelled
 */
public record AssistantMessage(
        List<ContentPart> content,
        @Nullable String name,
        @Nullable String refusal,
        List<ToolCall> toolCalls,
        @Nullable FunctionCall functionCall,
        @Nullable String audioId,
        Extras extras)
        implements Message {
    /** Copies the collections; refuses calls that didn't arrive whole or have no id. */
    public AssistantMessage {
        content = List.copyOf(content);
        toolCalls = List.copyOf(toolCalls);
        Objects.requireNonNull(extras, "extras");
        for (ToolCall call : toolCalls) {
            refuseUnlessWhole(call.name(), call.complete());
            if (!hasId(call)) {
                throw new IllegalArgumentException("the call of " + call.name() + " has no id: give it one");
            }
        }
        if (functionCall != null) {
            refuseUnlessWhole(functionCall.name(), functionCall.complete());
        }
    }

    /**
     * A message that is text.
     *
     * @param text what the model said
     * @return the message
     */
    public static AssistantMessage of(String text) {
        return new AssistantMessage(List.of(ContentPart.text(text)), null, null, List.of(), null, null, Extras.NONE);
    }

    /**
     * The first choice of an answer, as {@link #of(CompletedChoice)} has it.
     *
     * @param completion the answer
     * @return the message
     * @throws IllegalArgumentException if there is no choice, or a call that didn't arrive whole
     */
    public static AssistantMessage of(ChatCompletion completion) {
        if (completion.choices().isEmpty()) {
            throw new IllegalArgumentException("the completion has no choice to go on from");
        }
        return of(completion.choices().get(0));
    }

    /**
     * What a choice said, for the next turn: text, refusal, calls, and what providers want back of the reasoning
     * ({@code reasoning_details}, {@code thinking_blocks}, {@code extra_content}, and thinking with a signature in
     * whatever object), streamed pieces put together. Plain reasoning isn't sent back, since some providers refuse it;
     * {@link #withReasoning} is for those who want it. A call without id gets one.
     *
     * @param choice the choice
     * @return the message
     * @throws IllegalArgumentException if a call didn't arrive whole
     */
    public static AssistantMessage of(CompletedChoice choice) {
        return of(choice, List.of());
    }

    /**
     * The same for a conversation: ids that calls get differ from all in it.
     *
     * @param choice the choice
     * @param conversation what was said before
     * @return the message
     * @throws IllegalArgumentException if a call didn't arrive whole
     */
    public static AssistantMessage of(CompletedChoice choice, List<Message> conversation) {
        String text = choice.content();
        boolean calls = !choice.toolCalls().isEmpty() || choice.functionCall() != null;
        List<ContentPart> said =
                text == null || (text.isEmpty() && calls) ? List.of() : List.of(ContentPart.text(text));
        Extras extras = Extras.NONE;
        for (String member : choice.unrecognized().keySet()) {
            JsonText whole =
                    ReasoningMerger.returned(member, choice.unrecognized().get(member));
            if (whole != null) {
                extras = Preconditions.extra(extras, member, whole);
            }
        }
        return new AssistantMessage(
                said,
                null,
                choice.refusal(),
                withIds(choice.toolCalls(), conversation),
                choice.functionCall(),
                choice.audio() == null ? null : choice.audio().id(),
                extras);
    }

    private static List<ToolCall> withIds(List<ToolCall> calls, List<Message> conversation) {
        if (calls.stream().allMatch(AssistantMessage::hasId)) {
            return calls;
        }
        Set<String> taken = new HashSet<>();
        for (Message said : conversation) {
            if (said instanceof AssistantMessage message) {
                message.toolCalls.forEach(call -> taken.add(call.id()));
            }
        }
        calls.forEach(call -> taken.add(call.id()));
        List<ToolCall> named = new ArrayList<>();
        int number = 0;
        for (ToolCall call : calls) {
            number = Math.max(number, named.size());
            if (hasId(call)) {
                named.add(call);
                continue;
            }
            while (!taken.add("call_" + number)) {
                number++;
            }
            named.add(withId(call, "call_" + number));
        }
        return named;
    }

    /** A blank id is none: no result can name it. */
    private static boolean hasId(ToolCall call) {
        return call.id() != null && !call.id().isBlank();
    }

    private static ToolCall withId(ToolCall call, String id) {
        return new ToolCall(id, call.type(), call.name(), call.arguments(), call.complete(), call.extras());
    }

    private static void refuseUnlessWhole(String name, boolean complete) {
        if (!complete) {
            throw new IllegalArgumentException("the call of " + name
                    + " didn't arrive whole: it must be neither run nor sent back; ask again instead");
        }
    }

    /**
     * The id that a result has to name: the call's own, or the one that it got in the last answer of a conversation.
     */
    static String idOf(ToolCall call, List<Message> conversation) {
        refuseUnlessWhole(call.name(), call.complete());
        if (call.id() != null && hasId(call)) {
            return call.id();
        }
        List<String> answered = new ArrayList<>();
        for (int i = conversation.size() - 1; i >= 0; i--) {
            if (conversation.get(i) instanceof ToolMessage result) {
                answered.add(result.toolCallId());
            } else if (conversation.get(i) instanceof AssistantMessage message) {
                for (ToolCall asked : message.toolCalls) {
                    String id = Objects.requireNonNull(asked.id());
                    if (withId(call, id).equals(asked) && !answered.contains(id)) {
                        return id;
                    }
                }
                break;
            }
        }
        throw new IllegalArgumentException("the call of " + call.name()
                + " has no id, and the last answer holds no such call: add the answer first");
    }

    /**
     * The same message of a named model.
     *
     * @param speaker tells several models apart
     * @return a changed copy
     */
    public AssistantMessage withName(String speaker) {
        Preconditions.requireNotBlank("a message's name", speaker);
        return new AssistantMessage(content, speaker, refusal, toolCalls, functionCall, audioId, extras);
    }

    /**
     * The same message with the reasoning that led to it, for providers that want plain reasoning back.
     *
     * @param member what the provider calls it, such as {@code reasoning_content}
     * @param choice the choice that this message was made of; without reasoning nothing is added
     * @return a changed copy
     */
    public AssistantMessage withReasoning(String member, CompletedChoice choice) {
        return choice.reasoning() == null ? this : withExtra(member, JsonText.ofString(choice.reasoning()));
    }

    @Override
    public AssistantMessage withExtra(String member, JsonText value) {
        Extras more = Preconditions.extra(extras, member, value);
        return new AssistantMessage(content, name, refusal, toolCalls, functionCall, audioId, more);
    }

    @Override
    public Role role() {
        return Role.ASSISTANT;
    }

    /** Tells sizes, never the content. */
    @Override
    public String toString() {
        return "AssistantMessage[" + content + ", " + toolCalls.size() + " calls]";
    }
}
