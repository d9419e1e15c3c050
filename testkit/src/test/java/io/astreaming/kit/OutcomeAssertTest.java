package io.astreaming.kit;

import static io.astreaming.test.ChatAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.error.TruncatedException;
import io.astreaming.replay.Recording;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.ChatStream;
import io.astreaming.test.Faults;
import io.astreaming.test.OutcomeAssert;
import io.astreaming.test.Quirks;
import io.astreaming.test.ReplayExtension;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opentest4j.AssertionFailedError;

@Timeout(60)
class OutcomeAssertTest {
    private static final Recording HELLO = Recording.builder()
            .reasoning("A greeting.")
            .text("Hello", ", \"world\"")
            .usage(11, 7)
            .build();

    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted();

    private static Outcome outcome(Recording recording) {
        return outcome(Reply.of(recording));
    }

    private static Outcome outcome(Reply reply) {
        model.next(reply);
        try (ChatStream stream = model
                .chat()
                .withRetry(RetryPolicy.NONE)
                .withTimeouts(StreamTimeouts.DEFAULT.withIdle(Duration.ofMillis(200)))
                .stream(ChatRequest.model("m").user("Hi").build())) {
            return stream.outcome();
        }
    }

    /** Checks that an assertion fails, and that its message begins with a sentence and shows all that came. */
    private static void fails(Outcome outcome, Consumer<OutcomeAssert> assertion, String sentence, String... shown) {
        assertThatThrownBy(() -> assertion.accept(assertThat(outcome)))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith(sentence)
                .satisfies(failure -> assertThat(failure.getMessage()).contains("outcome: "))
                .satisfies(failure -> assertThat(List.of(shown)).allMatch(failure.getMessage()::contains));
    }

    @Test
    void comparesEachPartOfAWholeAnswer() {
        Outcome hello = outcome(HELLO);

        assertThat(hello)
                .isCompleted()
                .hasText("Hello, \"world\"")
                .hasReasoning("A greeting.")
                .hasRefusal("")
                .hasFinishReason(FinishReason.STOP)
                .hasNoToolCalls()
                .hasUsage(11, 7)
                .hasDeviations();

        String[] all = {
            "outcome: Completed",
            "text: \"Hello, \\\"world\\\"\"",
            "reasoning: \"A greeting.\"",
            "finish reason: stop",
            "usage: 11 prompt, 7 completion tokens"
        };
        fails(hello, it -> it.isTruncated(), "expected the outcome Truncated, but it was Completed", all);
        fails(
                hello,
                it -> it.hasText("Bye"),
                "expected the text to be \"Bye\", but it was \"Hello, \\\"world\\\"\"",
                all);
        fails(hello, it -> it.hasReasoning(""), "expected the reasoning to be \"\", but it was", all);
        fails(hello, it -> it.hasRefusal("No"), "expected the refusal to be \"No\", but it was \"\"", all);
        fails(hello, it -> it.hasFinishReason(null), "expected the finish reason to be null, but it was stop", all);
        fails(hello, it -> it.hasToolCall("weather", "{}"), "expected a complete call of weather with \"{}\"", all);
        fails(hello, it -> it.hasUsage(12, 7), "expected the number of prompt tokens to be 12, but it was 11", all);
        fails(hello, it -> it.hasUsage(11, 8), "expected the number of completion tokens to be 8, but it was 7", all);
        fails(
                hello,
                it -> it.hasDeviations(Deviation.DONE_MISSING),
                "expected the set of deviations to be [DONE_MISSING], but it was []",
                all);
    }

    @Test
    void tellsHowAStreamEnded() {
        Outcome truncated = outcome(Faults.cutAfterChunk(Recording.ofText("Hel", "lo"), 1));
        Outcome failed = outcome(Quirks.ERROR_IN_STREAM);
        Outcome rejected = outcome(Faults.rejected(401, "No such key"));
        Outcome late = outcome(Faults.stallAfterChunk(HELLO, 1));

        assertThat(truncated).isTruncated().hasError(TruncatedException.class).hasText("Hel");
        assertThat(failed).isFailed().hasError(ProviderFailedException.class).hasText("Hel");
        assertThat(rejected).isFailed().isRejected(401).hasText("");
        assertThat(late).isTimedOut();

        fails(
                truncated,
                it -> it.isCompleted(),
                "expected the outcome Completed, but it was Truncated",
                "text: \"Hel\"");
        fails(truncated, it -> it.isRejected(401), "expected a rejection with status 401", "error: TruncatedException");
        fails(truncated, it -> it.isCancelled(), "expected the outcome Cancelled");
        fails(rejected, it -> it.isRejected(429), "expected the status to be 429, but it was 401", "No such key");
        fails(failed, it -> it.hasError(TruncatedException.class), "expected a TruncatedException", "The server had");
        fails(failed, it -> it.isTimedOut(), "expected the outcome TimedOut, but it was Failed");
        fails(failed, it -> it.hasUsage(1, 1), "expected usage of 1 and 1 tokens");
    }

    @Test
    void comparesToolCallsByTheirMeaning() {
        Outcome calls = outcome(Quirks.PARALLEL_CALLS);

        assertThat(calls)
                .isCompleted()
                .hasToolCall("weather", " { \"c\\u0069ty\": \"Oslo\" } ")
                .hasToolCall("time", "{\"zone\":\"CET\"}")
                .hasToolCalls("weather", "time");

        String[] all = {
            "call: weather \"{\\\"city\\\":\\\"Oslo\\\"}\"",
            "call: time \"{\\\"zone\\\":\\\"CET\\\"}\"",
            "finish reason: tool_calls"
        };
        fails(calls, it -> it.hasToolCall("time", "{\"zone\":\"EET\"}"), "expected a complete call of time with", all);
        fails(
                calls,
                it -> it.hasToolCall("clock", "{\"zone\":\"CET\"}"),
                "expected a complete call of clock with",
                all);
        fails(calls, it -> it.hasIncompleteToolCall("time"), "expected an incomplete call of time", all);
        fails(
                calls,
                it -> it.hasNoToolCalls(),
                "expected the list of called tools to be [], but it was [weather, time]");
    }

    @Test
    void neverTakesACutCallForACompleteOne() {
        Outcome cut = outcome(Quirks.CUT_CALL);

        assertThat(cut).hasIncompleteToolCall("weather").hasToolCalls("weather");
        fails(
                cut,
                it -> it.hasToolCall("weather", "{\"city\":\"Os"),
                "expected a complete call of weather",
                "incomplete call: weather");
    }

    @Test
    void looksAtOneChoiceAndShowsAll() {
        Outcome both = outcome(Quirks.TWO_CHOICES);

        assertThat(both)
                .hasText("Hello")
                .choice(1)
                .hasText("Good day")
                .choice(0)
                .hasText("Hello");
        assertThat(both).choice(2).hasText("").hasFinishReason(null).hasNoToolCalls();
        fails(
                both,
                it -> it.choice(1).hasText("Hello"),
                "expected the text to be \"Hello\", but it was \"Good day\"",
                "text of choice 0: \"Hello\"",
                "text of choice 1: \"Good day\"");
    }

    @Test
    void showsOnlyTheBeginningOfALongText() {
        assertThatThrownBy(() -> assertThat(outcome(Recording.ofText("a".repeat(10_000))))
                        .hasText("b"))
                .hasMessageContaining("... (10000 characters)")
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(2_000));
    }

    @Test
    void handsBothValuesToTheDevelopmentEnvironment() {
        assertThatThrownBy(() -> assertThat(outcome(HELLO)).hasText("Bye"))
                .isInstanceOfSatisfying(AssertionFailedError.class, failure -> {
                    assertThat(failure.getExpected().getValue()).isEqualTo("Bye");
                    assertThat(failure.getActual().getValue()).isEqualTo("Hello, \"world\"");
                });
    }
}
