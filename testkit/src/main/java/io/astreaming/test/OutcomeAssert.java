package io.astreaming.test;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.ToolCall;
import io.astreaming.completion.Truncated;
import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import io.astreaming.value.TokenUsage;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * Asserts how a stream ended and what arrived until then. Each method returns an assertion to go on with, or throws
 * {@link AssertionFailedError}, whose message shows the whole outcome. Immutable.
 *
 * <pre>{@code
 * assertThat(outcome).isTruncated().hasText("Hello").hasNoToolCalls();
 * }</pre>
 */
public final class OutcomeAssert {
    private final Outcome outcome;
    private final int index;

    OutcomeAssert(Outcome outcome, int index) {
        this.outcome = Objects.requireNonNull(outcome, "outcome");
        this.index = index;
    }

    /**
     * Asserts that the answer is whole.
     *
     * @return this
     */
    public OutcomeAssert isCompleted() {
        return is(Completed.class);
    }

    /**
     * Asserts that the stream ended before the answer was whole.
     *
     * @return this
     */
    public OutcomeAssert isTruncated() {
        return is(Truncated.class);
    }

    /**
     * Asserts that the stream failed.
     *
     * @return this
     */
    public OutcomeAssert isFailed() {
        return is(Failed.class);
    }

    /**
     * Asserts that the stream took too long.
     *
     * @return this
     */
    public OutcomeAssert isTimedOut() {
        return is(TimedOut.class);
    }

    /**
     * Asserts that the caller ended the stream.
     *
     * @return this
     */
    public OutcomeAssert isCancelled() {
        return is(Cancelled.class);
    }

    /**
     * Asserts that the provider rejected the request.
     *
     * @param status the HTTP status
     * @return this
     */
    public OutcomeAssert isRejected(int status) {
        if (!(outcome.error() instanceof RejectedException rejected)) {
            throw failure("expected a rejection with status " + status);
        }
        Failures.check("the status", rejected.status(), status, description());
        return this;
    }

    /**
     * Asserts why the answer isn't whole.
     *
     * @param type the exception's class, such as {@link io.astreaming.error.ProviderFailedException}
     * @return this
     */
    public OutcomeAssert hasError(Class<? extends ChatException> type) {
        if (!type.isInstance(outcome.error())) {
            throw failure("expected a " + type.getSimpleName());
        }
        return this;
    }

    /**
     * Goes on with another choice. The methods below assert the first choice otherwise.
     *
     * @param other the choice's index
     * @return an assertion about that choice
     */
    public OutcomeAssert choice(int other) {
        return new OutcomeAssert(outcome, other);
    }

    /**
     * Asserts all of the text.
     *
     * @param text the text; empty if none should have arrived
     * @return this
     */
    public OutcomeAssert hasText(String text) {
        CompletedChoice choice = choice();
        return check("the text", orEmpty(choice == null ? null : choice.content()), text);
    }

    /**
     * Asserts all of the reasoning.
     *
     * @param reasoning the reasoning; empty if none should have arrived
     * @return this
     */
    public OutcomeAssert hasReasoning(String reasoning) {
        CompletedChoice choice = choice();
        return check("the reasoning", orEmpty(choice == null ? null : choice.reasoning()), reasoning);
    }

    /**
     * Asserts all of the refusal.
     *
     * @param refusal the refusal; empty if none should have arrived
     * @return this
     */
    public OutcomeAssert hasRefusal(String refusal) {
        CompletedChoice choice = choice();
        return check("the refusal", orEmpty(choice == null ? null : choice.refusal()), refusal);
    }

    /**
     * Asserts why the choice ended.
     *
     * @param reason the finish reason; null if none should have arrived
     * @return this
     */
    public OutcomeAssert hasFinishReason(@Nullable FinishReason reason) {
        CompletedChoice choice = choice();
        return check("the finish reason", choice == null ? null : choice.finishReason(), reason);
    }

    /**
     * Asserts that there is a complete tool call with these arguments.
     *
     * @param name the tool's name
     * @param arguments the arguments as JSON, in which neither white space outside strings nor the order of members
     *     counts
     * @return this
     */
    public OutcomeAssert hasToolCall(String name, String arguments) {
        boolean found = toolCalls().stream()
                .anyMatch(call -> call.complete()
                        && call.name().equals(name)
                        && SameJson.of(call.arguments()).equals(SameJson.of(arguments)));
        if (!found) {
            throw failure("expected a complete call of " + name + " with " + Failures.shown(arguments));
        }
        return this;
    }

    /**
     * Asserts that there is a tool call that must not be run, because it isn't complete.
     *
     * @param name the tool's name
     * @return this
     */
    public OutcomeAssert hasIncompleteToolCall(String name) {
        if (toolCalls().stream()
                .noneMatch(call -> !call.complete() && call.name().equals(name))) {
            throw failure("expected an incomplete call of " + name);
        }
        return this;
    }

    /**
     * Asserts the names of all tool calls, in their order, whether they are complete or not.
     *
     * @param names the names
     * @return this
     */
    public OutcomeAssert hasToolCalls(String... names) {
        return check(
                "the list of called tools",
                toolCalls().stream().map(ToolCall::name).toList(),
                List.of(names));
    }

    /**
     * Asserts that no tool is called.
     *
     * @return this
     */
    public OutcomeAssert hasNoToolCalls() {
        return hasToolCalls();
    }

    /**
     * Asserts the usage.
     *
     * @param prompt the tokens of the request
     * @param completion the tokens of the answer
     * @return this
     */
    public OutcomeAssert hasUsage(long prompt, long completion) {
        if (!(outcome.completion().usage() instanceof TokenUsage usage)) {
            throw failure("expected usage of " + prompt + " and " + completion + " tokens");
        }
        check("the number of prompt tokens", usage.promptTokens(), prompt);
        return check("the number of completion tokens", usage.completionTokens(), completion);
    }

    /**
     * Asserts all deviations from the protocol, however often each came.
     *
     * @param deviations the deviations; none if the stream should have followed the protocol
     * @return this
     */
    public OutcomeAssert hasDeviations(Deviation... deviations) {
        return check("the set of deviations", outcome.completion().deviations().keySet(), Set.of(deviations));
    }

    private OutcomeAssert is(Class<? extends Outcome> type) {
        if (!type.isInstance(outcome)) {
            throw failure("expected the outcome " + type.getSimpleName() + ", but it was "
                    + outcome.getClass().getSimpleName());
        }
        return this;
    }

    private OutcomeAssert check(String what, @Nullable Object actual, @Nullable Object expected) {
        Failures.check(what, actual, expected, description());
        return this;
    }

    private AssertionFailedError failure(String problem) {
        return Failures.failure(problem, description());
    }

    private @Nullable CompletedChoice choice() {
        return outcome.completion().choices().stream()
                .filter(choice -> choice.index() == index)
                .findFirst()
                .orElse(null);
    }

    private List<ToolCall> toolCalls() {
        CompletedChoice choice = choice();
        return choice == null ? List.of() : choice.toolCalls();
    }

    private String description() {
        return OutcomeDescription.of(outcome);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
