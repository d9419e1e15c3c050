package io.astreaming.request;

import io.astreaming.completion.AnswerItem;
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
 * A message of the model. As the last message of a request it is a prefill: if the provider supports it, the model
 * continues this message, and the stream has only the continuation.
 *
 * @param content the content; empty if the model only called tools
 * @param name distinguishes several models; null if not set
 * @param refusal the refusal; null if the model didn't refuse
 * @param toolCalls the tool calls, each with an id
 * @param functionCall the function call in the older form; null if there is none
 * @param audioId the id of the spoken answer; null if there is none
 * @param items the items of the answer from which the message was created, all of them whole; empty if its protocol has
 *     no items. A request in the protocol of the items sends them as they are, in place of content, refusal and calls;
 *     other requests ignore them
 * @param extras members that aren't modelled
 */
public record AssistantMessage(
        List<ContentPart> content,
        @Nullable String name,
        @Nullable String refusal,
        List<ToolCall> toolCalls,
        @Nullable FunctionCall functionCall,
        @Nullable String audioId,
        List<AnswerItem> items,
        Extras extras)
        implements Message {
    /** Copies the collections; rejects calls that are incomplete or have no id, and items that aren't whole. */
    public AssistantMessage {
        content = List.copyOf(content);
        toolCalls = List.copyOf(toolCalls);
        items = List.copyOf(items);
        if (!items.stream().allMatch(AnswerItem::isWhole)) {
            throw new IllegalArgumentException("an item of the answer didn't arrive whole: it can't be sent back");
        }
        Objects.requireNonNull(extras, "extras");
        for (ToolCall call : toolCalls) {
            requireComplete(call.name(), call.complete());
            if (!hasId(call)) {
                throw new IllegalArgumentException("the call of " + call.name() + " has no id: give it one");
            }
        }
        if (functionCall != null) {
            requireComplete(functionCall.name(), functionCall.complete());
        }
    }

    /**
     * Creates a message without items.
     *
     * @param content the content; empty if the model only called tools
     * @param name distinguishes several models; null if not set
     * @param refusal the refusal; null if the model didn't refuse
     * @param toolCalls the tool calls, each with an id
     * @param functionCall the function call in the older form; null if there is none
     * @param audioId the id of the spoken answer; null if there is none
     * @param extras members that aren't modelled
     */
    public AssistantMessage(
            List<ContentPart> content,
            @Nullable String name,
            @Nullable String refusal,
            List<ToolCall> toolCalls,
            @Nullable FunctionCall functionCall,
            @Nullable String audioId,
            Extras extras) {
        this(content, name, refusal, toolCalls, functionCall, audioId, List.of(), extras);
    }

    /**
     * Creates a message with a text.
     *
     * @param text the text
     * @return the message
     */
    public static AssistantMessage of(String text) {
        return new AssistantMessage(List.of(ContentPart.text(text)), null, null, List.of(), null, null, Extras.NONE);
    }

    /**
     * Creates a message from the first choice of an answer, as {@link #of(CompletedChoice)} does.
     *
     * @param completion the answer
     * @return the message
     * @throws IllegalArgumentException if there is no choice, or a call is incomplete
     */
    public static AssistantMessage of(ChatCompletion completion) {
        return of(completion, List.of());
    }

    static AssistantMessage of(ChatCompletion completion, List<Message> conversation) {
        if (completion.choices().isEmpty()) {
            throw new IllegalArgumentException("the completion has no choice to continue from");
        }
        return of(completion.choices().get(0), conversation);
    }

    /**
     * Creates a message from a choice, to be sent in the next request: text, refusal, calls, and those parts of the
     * reasoning that providers require back ({@code reasoning_details}, {@code thinking_blocks}, {@code extra_content},
     * and thinking with a signature in any object), with streamed pieces merged. Plain reasoning isn't included, since
     * some providers reject it; {@link #withReasoning} adds it for those that require it. A call without an id gets
     * one. The answer's items are taken over if the choice finished and all of them are whole; else they would be less
     * than the text.
     *
     * @param choice the choice
     * @return the message
     * @throws IllegalArgumentException if a call is incomplete
     */
    public static AssistantMessage of(CompletedChoice choice) {
        return of(choice, List.of());
    }

    /**
     * Creates a message from a choice as {@link #of(CompletedChoice)} does; generated call ids differ from all ids in
     * the conversation.
     *
     * @param choice the choice
     * @param conversation the messages before this one
     * @return the message
     * @throws IllegalArgumentException if a call is incomplete
     */
    public static AssistantMessage of(CompletedChoice choice, List<Message> conversation) {
        String text = choice.content();
        boolean calls = !choice.toolCalls().isEmpty() || choice.functionCall() != null;
        List<ContentPart> content =
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
                content,
                null,
                choice.refusal(),
                withIds(choice.toolCalls(), conversation),
                choice.functionCall(),
                choice.audio() == null ? null : choice.audio().id(),
                choice.isFinished() && choice.items().stream().allMatch(AnswerItem::isWhole)
                        ? choice.items()
                        : List.of(),
                extras);
    }

    private static List<ToolCall> withIds(List<ToolCall> calls, List<Message> conversation) {
        if (calls.stream().allMatch(AssistantMessage::hasId)) {
            return calls;
        }
        Set<String> usedIds = new HashSet<>();
        for (Message earlier : conversation) {
            if (earlier instanceof AssistantMessage message) {
                message.toolCalls.forEach(call -> usedIds.add(call.id()));
            }
        }
        calls.forEach(call -> usedIds.add(call.id()));
        List<ToolCall> named = new ArrayList<>();
        int number = 0;
        for (ToolCall call : calls) {
            number = Math.max(number, named.size());
            if (hasId(call)) {
                named.add(call);
                continue;
            }
            while (!usedIds.add("call_" + number)) {
                number++;
            }
            named.add(withId(call, "call_" + number));
        }
        return named;
    }

    /** A blank id counts as none, since no result can refer to it. */
    private static boolean hasId(ToolCall call) {
        return call.id() != null && !call.id().isBlank();
    }

    private static ToolCall withId(ToolCall call, String id) {
        return new ToolCall(id, call.type(), call.name(), call.arguments(), call.complete(), call.extras());
    }

    private static void requireComplete(String name, boolean complete) {
        if (!complete) {
            throw new IllegalArgumentException("the call of " + name
                    + " didn't arrive whole: it must be neither run nor sent back; ask again instead");
        }
    }

    /**
     * Returns the id to which a result has to refer: the call's own id, or the one generated for it in the last answer
     * of a conversation.
     */
    static String idOf(ToolCall call, List<Message> conversation) {
        requireComplete(call.name(), call.complete());
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
     * Returns a copy with a name.
     *
     * @param speaker distinguishes several models
     * @return a changed copy
     */
    public AssistantMessage withName(String speaker) {
        Preconditions.requireNotBlank("a message's name", speaker);
        return new AssistantMessage(content, speaker, refusal, toolCalls, functionCall, audioId, items, extras);
    }

    /**
     * Returns a copy with the reasoning that led to the message, for providers that require plain reasoning back.
     *
     * @param member the provider's name of the message member, such as {@code reasoning_content}
     * @param choice the choice from which this message was created; without reasoning nothing is added
     * @return a changed copy
     */
    public AssistantMessage withReasoning(String member, CompletedChoice choice) {
        return choice.reasoning() == null ? this : withExtra(member, JsonText.ofString(choice.reasoning()));
    }

    @Override
    public AssistantMessage withExtra(String member, JsonText value) {
        Extras more = Preconditions.extra(extras, member, value);
        return new AssistantMessage(content, name, refusal, toolCalls, functionCall, audioId, items, more);
    }

    @Override
    public Role role() {
        return Role.ASSISTANT;
    }

    /** Shows sizes, never the content. */
    @Override
    public String toString() {
        return "AssistantMessage[" + content + ", " + toolCalls.size() + " calls]";
    }
}
