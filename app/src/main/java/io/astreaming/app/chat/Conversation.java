package io.astreaming.app.chat;

import io.astreaming.app.terminal.TerminalText;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.ToolCall;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.Parameter;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolMessage;
import io.astreaming.value.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The conversation so far, and the settings of its next request. A new message counts only when it is {@linkplain #keep
 * answered}. Not thread-safe.
 */
final class Conversation {
    private final List<Message> messages = new ArrayList<>();
    private ChatRequest settings;
    private int kept;

    /**
     * Creates a conversation.
     * @param settings the model and the parameters; the messages of this request are ignored
     * @param messages the earlier messages
     */
    Conversation(ChatRequest settings, List<? extends Message> messages) {
        this.settings = settings;
        this.messages.addAll(messages);
        this.kept = messages.size();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    int size() {
        return messages.size();
    }

    /** Returns the whole conversation, to be sent or saved. */
    ChatRequest request() {
        return new ChatRequest(
                settings.model(), messages, settings.parameters(), settings.extras(), settings.headers());
    }

    /** Adds a message of the user. */
    void addUserMessage(List<ContentPart> parts) {
        messages.add(Message.user(parts.toArray(ContentPart[]::new)));
    }

    /**
     * Adds a tool's result.
     *
     * @throws IllegalArgumentException if no call with this id waits for a result
     */
    void result(String id, String text) {
        if (pendingCalls().stream().noneMatch(call -> id.equals(call.id()))) {
            throw new IllegalArgumentException("no call with this id waits for a result" + waiting());
        }
        messages.add(ToolMessage.of(id, text));
    }

    /** Returns the calls of the last answer that have no result yet. */
    List<ToolCall> pendingCalls() {
        List<String> answered = new ArrayList<>();
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof ToolMessage result) {
                answered.add(result.toolCallId());
            } else if (messages.get(i) instanceof AssistantMessage answer) {
                return answer.toolCalls().stream()
                        .filter(call -> !answered.contains(Objects.requireNonNull(call.id())))
                        .toList();
            } else {
                break;
            }
        }
        return List.of();
    }

    /** Returns which calls wait for a result, as the end of a sentence; empty if none does. */
    String waiting() {
        StringBuilder out = new StringBuilder();
        for (ToolCall call : pendingCalls()) {
            out.append(out.length() == 0 ? "; waiting: " : ", ")
                    .append(TerminalText.line(String.valueOf(call.id())))
                    .append(" (")
                    .append(TerminalText.line(call.name()))
                    .append(')');
        }
        return out.toString();
    }

    /** Returns whether an answer can be kept; one with a truncated call can't. */
    static boolean isWhole(CompletedChoice choice) {
        return choice.toolCalls().stream().allMatch(ToolCall::complete)
                && (choice.functionCall() == null || choice.functionCall().complete());
    }

    /**
     * Keeps an answer that is {@linkplain #isWhole whole}.
     *
     * @param prefill the beginning of the answer, which the model continued; empty if none
     */
    void keep(CompletedChoice choice, String prefill) {
        AssistantMessage answer = AssistantMessage.of(choice, messages);
        if (!prefill.isEmpty() && choice.content() != null) {
            answer = new AssistantMessage(
                    List.of(ContentPart.text(prefill + choice.content())),
                    answer.name(),
                    answer.refusal(),
                    answer.toolCalls(),
                    answer.functionCall(),
                    answer.audioId(),
                    answer.extras());
        }
        messages.add(answer);
        kept = messages.size();
        ToolChoice choiceOfTools = settings.get(Parameter.TOOL_CHOICE);
        if (choiceOfTools != null && choiceOfTools.isForced()) {
            // A forced call in each request would never let the model answer.
            settings = settings.toBuilder().unset(Parameter.TOOL_CHOICE).build();
        }
    }

    /** Removes the messages since the last answer. */
    void rollback() {
        messages.subList(kept, messages.size()).clear();
    }

    /** Removes the last question and everything after it; returns false if there is none. */
    boolean undo() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role().equals(Role.USER)) {
                messages.subList(i, messages.size()).clear();
                kept = messages.size();
                return true;
            }
        }
        return false;
    }

    /** Removes everything but the instructions at the beginning. */
    void reset() {
        int instructions = 0;
        while (instructions < messages.size() && isInstruction(messages.get(instructions))) {
            instructions++;
        }
        messages.subList(instructions, messages.size()).clear();
        kept = messages.size();
    }

    /** Returns whether a message contains instructions. */
    static boolean isInstruction(Message message) {
        return message.role().equals(Role.SYSTEM) || message.role().equals(Role.DEVELOPER);
    }
}
