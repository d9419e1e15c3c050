package io.astreaming.stream;

import io.astreaming.completion.Outcome;
import io.astreaming.completion.ToolCall;
import io.astreaming.event.ChatEvent;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.ToolMessage;
import io.astreaming.tool.Tool;
import io.astreaming.tool.ToolRunner;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request, runs the tools that the answer calls, and sends their results with the next request, until an answer
 * calls no tool. With {@link #run} all of this happens on the caller's thread, listeners included; with {@link #start}
 * no thread waits. The definitions of the runner's tools are added to the request.
 *
 * <p>Only complete calls of the first choice are run. An answer that the provider paused
 * ({@link io.astreaming.value.FinishReason#PAUSE_TURN}) is sent back so that the provider continues it. A tool choice
 * that forces a call applies to the first round only; otherwise the loop would never end.
 *
 * <p>An exception of a tool ends the loop and reaches the caller; the provider learns nothing of it, since its message
 * may hold secrets. {@link #withFailuresTold} changes that.
 *
 * <p>Immutable, and as thread-safe as its runner and listener; the {@code with} methods return changed copies.
 */
public final class ToolLoop {
    private final Chat chat;
    private final ToolRunner tools;
    private final LoopSettings settings;

    private ToolLoop(Chat chat, ToolRunner tools, LoopSettings settings) {
        this.chat = Objects.requireNonNull(chat, "chat");
        this.tools = Objects.requireNonNull(tools, "tools");
        this.settings = settings;
    }

    /**
     * Creates a loop of at most 10 rounds without a listener.
     *
     * @param chat sends the requests
     * @param tools runs the tools, such as a {@link io.astreaming.tool.ToolSet}
     * @return the loop
     */
    public static ToolLoop over(Chat chat, ToolRunner tools) {
        return new ToolLoop(chat, tools, LoopSettings.DEFAULT);
    }

    /**
     * Returns a copy with one more listener for every event of every round. Listeners are called in the order in which
     * they were added.
     *
     * @param other receives the events; an exception of it ends the loop and reaches the caller
     * @return a changed copy
     */
    public ToolLoop withListener(Consumer<? super ChatEvent> other) {
        Objects.requireNonNull(other, "listener");
        Consumer<? super ChatEvent> before = settings.listener;
        Consumer<ChatEvent> both = event -> {
            before.accept(event);
            other.accept(event);
        };
        return with(changed -> changed.listener = both);
    }

    /**
     * Returns a copy with another maximum number of rounds.
     *
     * @param rounds how many requests to send at most; at least 1
     * @return a changed copy
     */
    public ToolLoop withMaxRounds(int rounds) {
        requirePositive(rounds > 0, "one round is", rounds);
        return with(changed -> changed.maxRounds = rounds);
    }

    /**
     * Returns a copy with a bound on the time of all rounds and calls together. A stream that is open when the time is
     * over ends as timed out. A tool that runs then is interrupted; one that runs on the caller's own thread and
     * ignores interrupts delays the end.
     *
     * @param time how long the loop may take; positive
     * @return a changed copy
     */
    public ToolLoop withMaxTime(Duration time) {
        requirePositive(!time.isNegative() && !time.isZero(), "some time is", time);
        return with(changed -> changed.maxTime = time);
    }

    /**
     * Returns a copy with a bound on the tokens of all rounds together. The loop sends no further request once the
     * {@linkplain LoopUsage#totalTokens() total} has reached the bound, so the last round may exceed it. If the provider
     * doesn't report a round's usage, the loop ends as well, with {@link LoopEnd#USAGE_UNKNOWN}.
     *
     * @param tokens how many tokens the loop may use; at least 1
     * @return a changed copy
     */
    public ToolLoop withMaxTokens(long tokens) {
        requirePositive(tokens > 0, "one token is", tokens);
        return with(changed -> changed.maxTokens = tokens);
    }

    /**
     * Returns a copy for providers that require the reasoning text to be sent back with the calls that it led to.
     *
     * @param member the provider's name of the message member, such as {@code reasoning_content}
     * @return a changed copy
     */
    public ToolLoop withReasoning(String member) {
        Objects.requireNonNull(member, "member");
        return with(changed -> changed.reasoning = member);
    }

    /**
     * Returns a copy that runs the calls of one answer at the same time. Their results are sent in the order of the
     * calls. By default one call runs after the other, where the listener is called.
     *
     * @param executor where the tools run; it isn't shut down
     * @param maxCalls how many calls of one answer run at once at most; at least 1
     * @return a changed copy
     */
    public ToolLoop withParallelCalls(Executor executor, int maxCalls) {
        Objects.requireNonNull(executor, "executor");
        requirePositive(maxCalls > 0, "one call is", maxCalls);
        return with(changed -> {
            changed.callExecutor = executor;
            changed.maxCalls = maxCalls;
        });
    }

    /**
     * Returns a copy that tells the model about a tool that threw, in place of a result, and continues. What the
     * function returns goes to the provider, so it should say what the model can do about the failure, and quote an
     * exception's message only if that can hold no secrets. An {@link Error} always ends the loop.
     *
     * @param told returns the text for the model
     * @return a changed copy
     */
    public ToolLoop withFailuresTold(BiFunction<? super ToolCall, ? super Exception, String> told) {
        Objects.requireNonNull(told, "told");
        return with(changed -> changed.failures = told);
    }

    private ToolLoop with(Consumer<LoopSettings> change) {
        return new ToolLoop(chat, tools, settings.with(change));
    }

    private static void requirePositive(boolean positive, String least, Object value) {
        if (!positive) {
            throw new IllegalArgumentException("at least " + least + " needed, not " + value);
        }
    }

    /**
     * Runs the loop on the caller's thread. Interrupting the thread ends the loop as {@link LoopEnd#CANCELLED}.
     *
     * @param request the first request
     * @return how the loop ended; a stream that doesn't complete ends it
     */
    public Result run(ChatRequest request) {
        Mailbox mailbox = new Mailbox();
        LoopRun run = new LoopRun(chat, tools, settings, mailbox, withDefinitions(request));
        CompletableFuture<Result> result = run.start();
        mailbox.runUntil(result, run::interrupt);
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            } else if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /**
     * Starts the loop and returns at once. Listeners are called on the {@linkplain Chat#withExecutor chat's executor};
     * tools as well, unless {@linkplain #withParallelCalls an executor} of their own is set, which tools that block
     * need. Cancelling the future ends everything at once: the stream, and the calls that run, whose threads are
     * interrupted.
     *
     * <p>Factories of {@linkplain Chat#withListener listeners} run on the caller's thread for the first round, and on
     * the executor for later ones.
     *
     * @param request the first request
     * @return how the loop ended; completes exceptionally only with an exception that a tool, the listener or similar
     *     code of the caller threw
     */
    public CompletableFuture<Result> start(ChatRequest request) {
        return new LoopRun(chat, tools, settings, chat.settings().executor(), withDefinitions(request)).start();
    }

    private ChatRequest withDefinitions(ChatRequest request) {
        Set<@Nullable String> known = new HashSet<>();
        request.tools().forEach(tool -> known.add(Tool.nameOf(tool)));
        ChatRequest.Builder builder = request.toBuilder();
        for (ToolDefinition tool : tools.definitions()) {
            if (known.add(Tool.nameOf(tool))) {
                builder.tool(tool);
            }
        }
        return builder.build();
    }

    /**
     * How a loop ended.
     *
     * @param outcome the last stream's outcome
     * @param conversation the request with all later messages: calls, results, and the answer if its stream completed
     * @param rounds how many requests were sent
     * @param end why the loop ended
     * @param usage the tokens of all rounds
     */
    public record Result(Outcome outcome, ChatRequest conversation, int rounds, LoopEnd end, LoopUsage usage) {
        /** {@return the calls of the last answer that have no result, since the loop ended before; often empty} */
        public List<ToolCall> pendingCalls() {
            List<Message> messages = conversation.messages();
            Set<String> answered = new HashSet<>();
            int last = messages.size() - 1;
            while (last > 0 && messages.get(last) instanceof ToolMessage result) {
                answered.add(result.toolCallId());
                last--;
            }
            return messages.get(last) instanceof AssistantMessage message
                    ? message.toolCalls().stream()
                            .filter(call -> !answered.contains(Objects.requireNonNull(call.id())))
                            .toList()
                    : List.of();
        }

        /** Shows how the loop ended, never the conversation. */
        @Override
        public String toString() {
            return "Result[" + outcome.getClass().getSimpleName() + ", " + rounds + " rounds]";
        }
    }
}
