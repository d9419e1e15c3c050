package io.astreaming.stream;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.ToolCall;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.error.StreamTimeoutException.Phase;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolMessage;
import io.astreaming.value.FinishReason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a {@link ToolLoop} has got: the conversation, what it has used, and the decision whether it continues. It
 * sends nothing and runs nothing. Not thread-safe.
 */
final class LoopProgress {
    private final LoopSettings settings;
    private ChatRequest conversation;
    private int rounds;
    private LoopUsage usage = LoopUsage.NONE;
    private @Nullable Outcome outcome;
    private List<ToolCall> calls = List.of();

    LoopProgress(ChatRequest request, LoopSettings settings) {
        this.conversation = request;
        this.settings = settings;
    }

    /** Returns the request of the next round. A choice that forces a call is for the first round alone. */
    ChatRequest next() {
        ToolChoice choice = conversation.get(Parameter.TOOL_CHOICE);
        return rounds == 0 || choice == null || !choice.isForced()
                ? conversation
                : conversation.toBuilder().unset(Parameter.TOOL_CHOICE).build();
    }

    /**
     * Takes the outcome of a round.
     *
     * @param late whether the loop has taken all the time that it may
     * @return why the loop ends; null if it runs the {@link #calls} and asks again
     */
    @Nullable
    LoopEnd answered(Outcome latest, boolean late) {
        rounds++;
        outcome = latest;
        usage = usage.plus(latest.completion().usage());
        if (late && latest instanceof TimedOut timedOut) {
            outcome = ofTheLoop(timedOut);
            return LoopEnd.MAX_TIME;
        }
        if (!(latest instanceof Completed)) {
            return latest instanceof Cancelled ? LoopEnd.CANCELLED : LoopEnd.NOT_COMPLETED;
        }
        List<CompletedChoice> choices = latest.completion().choices();
        if (choices.isEmpty() || !isWhole(choices.get(0))) {
            return LoopEnd.INCOMPLETE_ANSWER;
        }
        AssistantMessage answer = message(choices.get(0));
        conversation = conversation.toBuilder().message(answer).build();
        calls = answer.toolCalls();
        if (calls.isEmpty() && !isPaused(choices.get(0))) {
            return LoopEnd.ANSWERED;
        }
        return bound(late);
    }

    /** Returns the outcome of a stream that had as much time as the loop had left: its error names the loop's setting. */
    private TimedOut ofTheLoop(TimedOut stream) {
        Duration maxTime = settings.maxTime;
        return maxTime == null || stream.error().phase() != Phase.TOTAL
                ? stream
                : new TimedOut(stream.completion(), new StreamTimeoutException(Phase.TOOL_LOOP, maxTime));
    }

    /** Returns which bound forbids another round; null if none does. */
    private @Nullable LoopEnd bound(boolean late) {
        if (rounds >= settings.maxRounds) {
            return LoopEnd.MAX_ROUNDS;
        }
        Long maxTokens = settings.maxTokens;
        if (maxTokens != null && usage.totalTokens() >= maxTokens) {
            return LoopEnd.MAX_TOKENS;
        }
        if (maxTokens != null && !usage.isComplete()) {
            return LoopEnd.USAGE_UNKNOWN;
        }
        return late ? LoopEnd.MAX_TIME : null;
    }

    private AssistantMessage message(CompletedChoice choice) {
        AssistantMessage message = AssistantMessage.of(choice, conversation.messages());
        return settings.reasoning == null ? message : message.withReasoning(settings.reasoning, choice);
    }

    private static boolean isWhole(CompletedChoice choice) {
        return choice.toolCalls().stream().allMatch(ToolCall::complete)
                && (choice.functionCall() == null || choice.functionCall().complete());
    }

    /** Returns whether the provider paused within its own tools, and continues when it gets the answer back. */
    private static boolean isPaused(CompletedChoice choice) {
        FinishReason reason = choice.finishReason();
        return reason != null && reason.isPause() && choice.functionCall() == null;
    }

    /** Returns the calls of the last answer. */
    List<ToolCall> calls() {
        return calls;
    }

    /** Takes the results of the last answer's calls. */
    void results(List<ToolMessage> results) {
        conversation = conversation.toBuilder().messages(results).build();
    }

    ToolLoop.Result result(LoopEnd end) {
        return new ToolLoop.Result(
                Objects.requireNonNull(outcome, "no round has ended"), conversation, rounds, end, usage);
    }
}
