package io.astreaming.stream;

import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.ToolCall;
import io.astreaming.event.ChatEvent;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import io.astreaming.request.Parameter;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolMessage;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request, runs the tools that the answer calls, and sends their results with the next request, until an answer
 * calls no tool. All of this, listeners included, runs on the caller's thread.
 *
 * <p>Only complete calls of the first choice are run, in their order. An exception of a tool propagates to the caller
 * and ends the loop. A tool choice that forces a call applies to the first round only; otherwise the loop would never
 * end.
 *
 * <p>Immutable, and as thread-safe as its runner and listener; the {@code with} methods return changed copies.
 */
public final class ToolLoop {
    private static final int DEFAULT_ROUNDS = 10;

    private final Chat chat;
    private final ToolRunner tools;
    private final Consumer<? super ChatEvent> listener;
    private final int maxRounds;
    private final @Nullable String reasoning;

    private ToolLoop(
            Chat chat,
            ToolRunner tools,
            Consumer<? super ChatEvent> listener,
            int maxRounds,
            @Nullable String reasoning) {
        this.chat = Objects.requireNonNull(chat, "chat");
        this.tools = Objects.requireNonNull(tools, "tools");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.maxRounds = maxRounds;
        this.reasoning = reasoning;
    }

    /**
     * Creates a loop of at most 10 rounds without a listener.
     *
     * @param chat sends the requests
     * @param tools runs the tools; {@link ToolRunner#of} creates one from functions by name
     * @return the loop
     */
    public static ToolLoop over(Chat chat, ToolRunner tools) {
        return new ToolLoop(chat, tools, event -> {}, DEFAULT_ROUNDS, null);
    }

    /**
     * Returns a copy with one more listener for every event of every round. Listeners are called in the order in which
     * they were added.
     *
     * @param other receives the events; its exceptions propagate to the caller
     * @return a changed copy
     */
    public ToolLoop withListener(Consumer<? super ChatEvent> other) {
        Objects.requireNonNull(other, "listener");
        Consumer<ChatEvent> both = event -> {
            listener.accept(event);
            other.accept(event);
        };
        return new ToolLoop(chat, tools, both, maxRounds, reasoning);
    }

    /**
     * Returns a copy with another maximum number of rounds.
     *
     * @param rounds how many requests to send at most; at least 1
     * @return a changed copy
     */
    public ToolLoop withMaxRounds(int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("at least one round is needed, not " + rounds);
        }
        return new ToolLoop(chat, tools, listener, rounds, reasoning);
    }

    /**
     * Returns a copy for providers that require the reasoning text to be sent back with the calls that it led to.
     *
     * @param member the provider's name of the message member, such as {@code reasoning_content}
     * @return a changed copy
     */
    public ToolLoop withReasoning(String member) {
        return new ToolLoop(chat, tools, listener, maxRounds, Objects.requireNonNull(member, "member"));
    }

    /**
     * Runs the loop.
     *
     * @param request the first request, with its tools
     * @return how the loop ended; a stream that doesn't complete ends it
     */
    public Result run(ChatRequest request) {
        ChatRequest conversation = request;
        ChatRequest next = request;
        for (int round = 1; ; round++) {
            Outcome outcome = ask(next);
            AssistantMessage answer = outcome instanceof Completed ? answer(outcome, conversation) : null;
            if (answer == null) {
                return new Result(outcome, conversation, round);
            }
            conversation = conversation.toBuilder().message(answer).build();
            if (answer.toolCalls().isEmpty() || round == maxRounds) {
                return new Result(outcome, conversation, round);
            }
            conversation = conversation.toBuilder().messages(results(answer)).build();
            next = unforced(conversation);
        }
    }

    private Outcome ask(ChatRequest request) {
        try (ChatStream stream = chat.stream(request)) {
            stream.forEach(listener);
            return stream.outcome();
        }
    }

    /** Returns the answer as a message; null if there is none, or if one of its calls is incomplete. */
    private @Nullable AssistantMessage answer(Outcome outcome, ChatRequest conversation) {
        List<CompletedChoice> choices = outcome.completion().choices();
        if (choices.isEmpty() || !isWhole(choices.get(0))) {
            return null;
        }
        AssistantMessage message = AssistantMessage.of(choices.get(0), conversation.messages());
        return reasoning == null ? message : message.withReasoning(reasoning, choices.get(0));
    }

    private static boolean isWhole(CompletedChoice choice) {
        return choice.toolCalls().stream().allMatch(ToolCall::complete)
                && (choice.functionCall() == null || choice.functionCall().complete());
    }

    private List<ToolMessage> results(AssistantMessage answer) {
        return answer.toolCalls().stream()
                .map(call -> ToolMessage.of(Objects.requireNonNull(call.id()), tools.run(call)))
                .toList();
    }

    private static ChatRequest unforced(ChatRequest request) {
        ToolChoice choice = request.get(Parameter.TOOL_CHOICE);
        return choice == null || !choice.isForced()
                ? request
                : request.toBuilder().unset(Parameter.TOOL_CHOICE).build();
    }

    /**
     * How a loop ended.
     *
     * @param outcome the last stream's outcome
     * @param conversation the request with all later messages: calls, results, and the answer if its stream completed
     * @param rounds how many requests were sent
     */
    public record Result(Outcome outcome, ChatRequest conversation, int rounds) {
        /**
         * {@return the calls that weren't run because the maximum number of rounds was reached; empty if all were run}
         */
        public List<ToolCall> pendingCalls() {
            List<Message> messages = conversation.messages();
            return messages.get(messages.size() - 1) instanceof AssistantMessage last ? last.toolCalls() : List.of();
        }

        /** Shows how the loop ended, never the conversation. */
        @Override
        public String toString() {
            return "Result[" + outcome.getClass().getSimpleName() + ", " + rounds + " rounds]";
        }
    }
}
