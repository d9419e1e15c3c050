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
 * Asks, runs the tools that the answer calls, and asks again with their results, until an answer calls none. The caller's
 * thread does it all, and sees every event.
 *
 * <p>Only calls that came whole are run, those of the first choice, in their order. What a tool throws goes to the caller,
 * and nothing more is asked. A tool choice that forces a call counts for the first round alone; otherwise there would be no
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
     * A loop of at most 10 rounds that tells nobody of its events.
     *
     * @param chat whom to ask
     * @param tools runs the tools; {@link ToolRunner#of} makes one of functions by name
     * @return the loop
     */
    public static ToolLoop over(Chat chat, ToolRunner tools) {
        return new ToolLoop(chat, tools, event -> {}, DEFAULT_ROUNDS, null);
    }

    /**
     * The same with somebody who sees every event of every round.
     *
     * @param other takes the events; what it throws goes to the caller
     * @return a changed copy
     */
    public ToolLoop withListener(Consumer<? super ChatEvent> other) {
        return new ToolLoop(chat, tools, other, maxRounds, reasoning);
    }

    /**
     * The same with another bound.
     *
     * @param rounds how often to ask at most; at least 1
     * @return a changed copy
     */
    public ToolLoop withMaxRounds(int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("at least one round is needed, not " + rounds);
        }
        return new ToolLoop(chat, tools, listener, rounds, reasoning);
    }

    /**
     * The same for providers that want plain reasoning back with the calls that it led to.
     *
     * @param member what the provider calls it, such as {@code reasoning_content}
     * @return a changed copy
     */
    public ToolLoop withReasoning(String member) {
        return new ToolLoop(chat, tools, listener, maxRounds, Objects.requireNonNull(member, "member"));
    }

    /**
     * Runs the loop.
     *
     * @param request what to ask, with its tools
     * @return how it ended; a stream that doesn't complete ends it
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

    /** The answer as a message; absent if there is none, or one whose calls were cut. */
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
     * @param conversation the request with all messages since: calls, results, and the answer if its stream completed
     * @param rounds how often was asked
     */
    public record Result(Outcome outcome, ChatRequest conversation, int rounds) {
        /** {@return the calls that nobody ran, since there were no more rounds; empty if all were answered} */
        public List<ToolCall> pendingCalls() {
            List<Message> messages = conversation.messages();
            return messages.get(messages.size() - 1) instanceof AssistantMessage last ? last.toolCalls() : List.of();
        }

        /** Tells how it ended, never what was said. */
        @Override
        public String toString() {
            return "Result[" + outcome.getClass().getSimpleName() + ", " + rounds + " rounds]";
        }
    }
}
