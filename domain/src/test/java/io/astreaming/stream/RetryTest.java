package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.client.HastyScheduler;
import io.astreaming.client.ManualScheduler;
import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.Truncated;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.error.RejectedException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent again, how often and when; pauses pass on a clock that the test moves. */
@Timeout(20)
class RetryTest {
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("hi").build();
    private static final String HELLO = "t:Hello\nf:stop\nu\n[DONE]\n";

    private static final StreamTimeouts PATIENT = StreamTimeouts.DEFAULT
            .withFirstContent(Duration.ofMinutes(30))
            .withIdle(Duration.ofMinutes(20)); // longer than for the headers

    private final ManualScheduler scheduler = new ManualScheduler();
    private final Diary diary = new Diary();
    private final List<String> told = diary.told;
    private final List<Duration> pauses = diary.pauses;
    private RetryPolicy policy = RetryPolicy.DEFAULT;

    @AfterEach
    void leavesNoTimerBehind() {
        assertThat(scheduler.pending()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504, 529})
    void sendsAgainWhatWasRefusedForNow(int status) {
        Outcome outcome = ask(refused(status), refused(status), answered());
        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(outcome.completion().text()).isEqualTo("Hello");
        assertThat(told)
                .containsExactly(
                        "sending 1", "rejected 1", "sending 2", "rejected 2", "sending 3", "answered 3", "ended");
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(pauses.get(1)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 403, 404, 413, 422})
    void acceptsARefusalThatStands(int status) {
        assertThat(ask(refused(status))).isInstanceOf(Failed.class);
        assertThat(told).containsExactly("sending 1", "rejected 1 for good", "ended");
    }

    @Test
    void givesUpAfterSoManyAttemptsWithTheLastError() {
        policy = RetryPolicy.DEFAULT.withMaxAttempts(2);
        Outcome outcome = ask(
                refused(503), new ScriptedExchange().head(500).bytes("broken").end());
        assertThat(outcome.error()).isInstanceOf(RejectedException.class).hasMessageContaining("broken");
        assertThat(told).endsWith("sending 2", "rejected 2 for good", "ended");
    }

    @Test
    void neverSendsAgainOverATransportThatIsClosed() {
        Outcome outcome = ask(new ScriptedExchange().fail(Phase.CLOSED));
        assertThat(outcome).isInstanceOf(Failed.class);
        assertThat(outcome.error().isRetryable()).isFalse();
        assertThat(told).containsExactly("sending 1", "connection 1 for good", "ended");
    }

    @Test
    void neverSendsAgainWhenToldSo() {
        policy = RetryPolicy.NONE;
        assertThat(ask(refused(503))).isInstanceOf(Failed.class);
    }

    @Test
    void waitsAsLongAsTheProviderAsks() {
        Outcome outcome = ask(refused(429, 20_000), answered());
        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(pauses).containsExactly(Duration.ofSeconds(20));
    }

    @Test
    void doesNotWaitForLongerThanItsBudget() {
        policy = RetryPolicy.DEFAULT.withMaxTotalBackoff(Duration.ofSeconds(30));
        assertThat(ask(refused(429, 20_000), refused(429, 20_000))).isInstanceOf(Failed.class);
        assertThat(pauses).containsExactly(Duration.ofSeconds(20));
        assertThat(told).endsWith("rejected 2 for good", "ended");
    }

    @Test
    void waitsForExactlyItsBudgetAndNoLonger() {
        policy = RetryPolicy.DEFAULT.withMaxTotalBackoff(Duration.ofSeconds(40));
        assertThat(ask(refused(429, 20_000), refused(429, 20_000), answered())).isInstanceOf(Completed.class);
        assertThat(pauses).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(20));
        assertThat(ask(refused(429, 20_000), refused(429, 20_001))).isInstanceOf(Failed.class);
        assertThat(pauses).containsExactly(Duration.ofSeconds(20));
    }

    @Test
    void pausesNoLongerThanTheLongest() {
        policy = RetryPolicy.DEFAULT
                .withMaxAttempts(12)
                .withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(4))
                .withMaxTotalBackoff(Duration.ofHours(1));
        ScriptedExchange[] exchanges = new ScriptedExchange[12];
        for (int i = 0; i < exchanges.length; i++) {
            exchanges[i] = refused(503);
        }
        assertThat(ask(exchanges)).isInstanceOf(Failed.class);
        assertThat(pauses).hasSize(11).allMatch(pause -> pause.compareTo(Duration.ofSeconds(4)) <= 0);
        assertThat(pauses.get(10)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void sendsAgainWhereThereWasNoConnection() {
        policy = RetryPolicy.DEFAULT.withRetryUnanswered(false);
        Outcome outcome = ask(new ScriptedExchange().fail(Phase.CONNECT), answered());
        assertThat(outcome).isInstanceOf(Completed.class);
    }

    @Test
    void sendsAgainWhatGotNoResponseUnlessToldNotTo() {
        assertThat(ask(new ScriptedExchange().fail(Phase.HEADERS), answered())).isInstanceOf(Completed.class);
        policy = RetryPolicy.DEFAULT.withRetryUnanswered(false);
        Outcome outcome = ask(new ScriptedExchange().fail(Phase.HEADERS));
        assertThat(outcome.error()).isInstanceOf(ConnectionException.class);
    }

    @Test
    void neverSendsAgainOnceAnAnswerHasBegun() {
        Outcome cut = ask(new ScriptedExchange().head(200).bytes("t:Hel\n").fail(Phase.BODY));
        assertThat(cut).isInstanceOf(Truncated.class);
        Outcome empty = ask(new ScriptedExchange().head(200).fail(Phase.BODY));
        assertThat(empty).isInstanceOf(Failed.class);
    }

    @Test
    void takesARefusalWhoseBodyBreaksForWhatItsStatusSays() {
        Outcome outcome = ask(new ScriptedExchange().head(503).bytes("half").fail(Phase.BODY), answered());
        assertThat(outcome).isInstanceOf(Completed.class);
    }

    @Test
    void canBeCancelledInAPause() throws InterruptedException {
        try (ChatStream stream = chat(refused(503)).stream(REQUEST)) {
            CompletableFuture<Outcome> read = CompletableFuture.supplyAsync(stream::outcome);
            awaitAPause();
            stream.close();
            assertThat(read.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Cancelled.class);
        }
    }

    @Test
    void countsThePausesInTheTimeOfTheWholeStream() throws InterruptedException {
        policy = RetryPolicy.DEFAULT.withMaxTotalBackoff(Duration.ofHours(5));
        try (ChatStream stream = chat(refused(503, 2 * 3_600_000)).stream(REQUEST)) {
            CompletableFuture<Outcome> read = CompletableFuture.supplyAsync(stream::outcome);
            awaitAPause();
            scheduler.pass(StreamTimeouts.DEFAULT.total());
            assertThat(read.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(TimedOut.class);
        }
    }

    @Test
    void waitsForTheHeadersOfEachAttemptAnew() {
        Duration headers = StreamTimeouts.DEFAULT.headers();
        ScriptedExchange inTime = new ScriptedExchange()
                .run(() -> scheduler.pass(headers.minusSeconds(1)))
                .head(200)
                .bytes(HELLO);
        assertThat(ask(refused(503), inTime)).isInstanceOf(Completed.class);
        Outcome late = ask(refused(503), new ScriptedExchange().run(() -> scheduler.pass(headers)));
        assertThat(late.error())
                .isInstanceOfSatisfying(
                        StreamTimeoutException.class,
                        error -> assertThat(error.phase()).isEqualTo(StreamTimeoutException.Phase.HEADERS));
    }

    /** The reader waited for the head when there was none; from then on nobody waits for the provider. */
    @Test
    void countsNoPauseAsTimeInWhichTheProviderIsSilent() {
        Duration longer = StreamTimeouts.DEFAULT.headers().multipliedBy(3);
        policy = RetryPolicy.DEFAULT
                .withMaxAttempts(2)
                .withBackoff(longer, longer)
                .withMaxTotalBackoff(Duration.ofHours(1));
        Outcome outcome = ask(new ScriptedExchange().fail(Phase.CONNECT), answered());
        assertThat(pauses)
                .singleElement()
                .satisfies(pause -> assertThat(pause).isGreaterThan(StreamTimeouts.DEFAULT.headers()));
        assertThat(outcome).isInstanceOf(Completed.class);
    }

    @Test
    void refusesPoliciesThatCannotBe() {
        assertThatThrownBy(() -> RetryPolicy.DEFAULT.withMaxAttempts(0)).hasMessageContaining("maxAttempts");
        assertThatThrownBy(() -> RetryPolicy.DEFAULT.withMaxTotalBackoff(Duration.ofDays(2)))
                .hasMessageContaining("maxTotalBackoff");
    }

    private static ScriptedExchange answered() {
        return new ScriptedExchange().head(200).bytes(HELLO);
    }

    private static ScriptedExchange refused(int status) {
        return new ScriptedExchange().head(status).bytes("not now").end();
    }

    private static ScriptedExchange refused(int status, long millis) {
        Map<String, List<String>> headers = Map.of("Retry-After-Ms", List.of(String.valueOf(millis)));
        return new ScriptedExchange().head(status, headers).end();
    }

    /** Asks; pauses pass at once. */
    private Outcome ask(ScriptedExchange... exchanges) {
        told.clear();
        pauses.clear();
        try (ChatStream stream = chat(exchanges).withScheduler(new HastyScheduler(scheduler, diary)).stream(REQUEST)) {
            return stream.outcome();
        }
    }

    private void awaitAPause() throws InterruptedException {
        assertThat(diary.paused.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private Chat chat(ScriptedExchange... exchanges) {
        return Chat.over(ScriptedTransport.over(exchanges), new ScriptedCodec())
                .withScheduler(scheduler)
                .withTimeouts(PATIENT)
                .withRetry(policy)
                .withListener(request -> diary);
    }
}
