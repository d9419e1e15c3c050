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
import io.astreaming.dispatch.ConcurrencyLimiter;
import io.astreaming.dispatch.Endpoint;
import io.astreaming.dispatch.EndpointPolicy;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.error.RejectedException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamStarted;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Payload;
import io.astreaming.port.TraceSink;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a chat of several endpoints asks another one, and what its reader, listener and trace see of that. */
@Timeout(20)
class FailoverTest {
    private static final String HELLO = "t:Hello\nf:stop\nu\n[DONE]\n";

    private final ManualScheduler scheduler = new ManualScheduler();
    private final Diary diary = new Diary();
    private final List<String> traced = new ArrayList<>();
    private final List<ChatEvent> events = new ArrayList<>();
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private EndpointPolicy policy = EndpointPolicy.ordered(Duration.ofSeconds(10));
    private Runnable cancel = () -> {};

    @AfterEach
    void leavesNoTimerBehind() {
        assertThat(scheduler.pending()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void asksTheNextEndpointAtOnceIfOneIsBusy(Face face) {
        Outcome outcome = read(face, List.of(refused(429)), List.of(answered()));
        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(outcome.completion().text()).isEqualTo("Hello");
        assertThat(diary.told)
                .containsExactly("asking a", "sending 1", "rejected 1", "asking b", "sending 2", "answered 2", "ended");
        assertThat(diary.pauses).containsExactly(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 404, 408, 409, 429, 500, 503, 529})
    void leavesAnEndpointThatRefuses(int status) {
        assertThat(read(Face.PULLED, List.of(refused(status)), List.of(answered())))
                .isInstanceOf(Completed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 413, 422})
    void acceptsARefusalOfTheRequest(int status) {
        assertThat(read(Face.PULLED, List.of(refused(status)), List.of())).isInstanceOf(Failed.class);
        assertThat(diary.told).containsExactly("asking a", "sending 1", "rejected 1 for good", "ended");
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void leavesAnEndpointWhoseStreamBreaksBeforeTheFirstContent(Face face) {
        for (ScriptedExchange broken : List.of(
                new ScriptedExchange().head(200).bytes("e:overloaded\n"),
                new ScriptedExchange().head(200).bytes("role:assistant\ne:overloaded\n"),
                new ScriptedExchange().head(200).bytes("role:assistant\n").end(),
                new ScriptedExchange().head(200).bytes("role:assistant\n").fail(Phase.BODY),
                new ScriptedExchange().head(200).end(),
                new ScriptedExchange().fail(Phase.CONNECT),
                new ScriptedExchange().fail(Phase.HEADERS),
                new ScriptedExchange().fail(Phase.REQUEST),
                new ScriptedExchange().fail(Phase.CLOSED))) {
            policy = EndpointPolicy.ordered(Duration.ZERO);
            Outcome outcome = read(face, List.of(broken), List.of(answered()));
            assertThat(outcome).isInstanceOf(Completed.class);
            assertThat(events).filteredOn(StreamStarted.class::isInstance).hasSizeLessThanOrEqualTo(1);
            assertThat(diary.chunks).as("of the answer alone").hasSize(3);
            assertThat(diary.timeline.chunks()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void neverLeavesAnEndpointAfterTheFirstContent(Face face) {
        policy = EndpointPolicy.ordered(Duration.ZERO);
        Outcome cut = read(
                face, List.of(new ScriptedExchange().head(200).bytes("t:Hel\n").end()), List.of());
        assertThat(cut).isInstanceOf(Truncated.class);
        assertThat(cut.completion().text()).isEqualTo("Hel");
        Outcome failed =
                read(face, List.of(new ScriptedExchange().head(200).bytes("t:Hel\ne:overloaded\n")), List.of());
        assertThat(failed).isInstanceOf(Failed.class);
    }

    @Test
    void leavesAnEndpointThatIsTooSlow() {
        Duration headers = Scene.TIMEOUTS.headers();
        ScriptedExchange silent = new ScriptedExchange().run(() -> scheduler.pass(headers));
        assertThat(read(Face.PULLED, List.of(silent), List.of(answered()))).isInstanceOf(Completed.class);
        assertThat(silent.ending()).isEqualTo("cancel");
        assertThat(diary.told).contains("timeout 1");
        policy = EndpointPolicy.ordered(Duration.ZERO);
        ScriptedExchange pinging = new ScriptedExchange().head(200);
        for (int i = 0; i < 3; i++) {
            pinging.run(() -> scheduler.pass(Duration.ofSeconds(2))).bytes("ping\n");
        }
        assertThat(read(Face.PULLED, List.of(pinging), List.of(answered()))).isInstanceOf(Completed.class);
    }

    @Test
    void givesNoAttemptMoreThanTheTotalTime() {
        ScriptedExchange slow = new ScriptedExchange().run(() -> scheduler.pass(Scene.TIMEOUTS.headers()));
        ScriptedExchange slower = new ScriptedExchange().head(200);
        for (int i = 0; i < 20; i++) {
            slower.bytes("t:a\n").run(() -> scheduler.pass(Duration.ofSeconds(1)));
        }
        Outcome outcome = read(Face.PULLED, List.of(slow), List.of(slower));
        assertThat(outcome).isInstanceOfSatisfying(TimedOut.class, late -> {
            assertThat(late.error().phase()).isEqualTo(StreamTimeoutException.Phase.TOTAL);
            assertThat(late.error().allowed()).isEqualTo(Scene.TIMEOUTS.total());
        });
        assertThat(diary.timeline.duration()).isEqualTo(Scene.TIMEOUTS.total().toNanos());
    }

    @Test
    void waitsForTheEndpointThatMayBeAskedFirstIfAllFail() {
        retry = RetryPolicy.DEFAULT.withMaxAttempts(5);
        Outcome outcome =
                read(Face.PULLED, List.of(refused(429, 9_000), answered()), List.of(refused(503, 3_000), refused(401)));
        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(diary.pauses).containsExactly(Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(6));
        assertThat(diary.told)
                .filteredOn(told -> told.startsWith("asking"))
                .containsExactly("asking a", "asking b", "asking b", "asking a");
    }

    @Test
    void keepsToTheAttemptsAndPausesOfTheRetryPolicy() {
        retry = RetryPolicy.DEFAULT.withMaxAttempts(2);
        Outcome outcome = read(Face.PULLED, List.of(refused(503)), List.of(refused(500)));
        assertThat(outcome.error())
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.status()).isEqualTo(500));
        assertThat(diary.told).endsWith("rejected 2 for good", "ended");
        retry = RetryPolicy.DEFAULT.withMaxTotalBackoff(Duration.ofSeconds(2));
        policy = EndpointPolicy.ordered(Duration.ZERO);
        assertThat(read(Face.PULLED, List.of(refused(429, 9_000)), List.of(refused(503, 3_000))))
                .isInstanceOf(Failed.class);
    }

    @Test
    void sendsNothingTwiceThatMayBeBilledTwiceIfThatIsUnwanted() {
        retry = RetryPolicy.DEFAULT.withRetryUnanswered(false);
        assertThat(read(Face.PULLED, List.of(new ScriptedExchange().fail(Phase.HEADERS)), List.of()))
                .isInstanceOf(Failed.class);
    }

    @Test
    void asksEachEndpointForItsOwnModel() {
        List<String> models = new ArrayList<>();
        ScriptedCodec codec = new ScriptedCodec() {
            @Override
            public EncodedRequest encode(ChatRequest request) {
                models.add(request.model());
                return super.encode(request);
            }
        };
        Chat chat = Chat.over(
                        List.of(
                                Endpoint.of("a", ScriptedTransport.over(refused(503)), codec),
                                Endpoint.of("b", ScriptedTransport.over(answered()), codec)
                                        .withModel("big")
                                        .withCustomizer(request -> request.toBuilder()
                                                .model(request.model() + "-eu")
                                                .build())),
                        policy)
                .withScheduler(scheduler);
        assertThat(chat.endpoint()).isNull();
        try (ChatStream stream = chat.stream(Scene.REQUEST)) {
            assertThat(stream.text()).isEqualTo("Hello");
        }
        assertThat(models).containsExactly("m", "big-eu");
    }

    @Test
    void tracesTheAttemptThatCountsAlone() {
        read(Face.PULLED, List.of(new ScriptedExchange().head(200).bytes("e:overloaded\n")), List.of(answered()));
        assertThat(traced).containsExactly("m", "t:Hello", "f:stop", "u", "[DONE]", "Completed");
    }

    @Test
    void masksTheSecretsOfEveryAttempt() {
        ScriptedExchange first =
                new ScriptedExchange().masking("first-key").head(503).end();
        ScriptedExchange second = new ScriptedExchange()
                .masking("second-key")
                .head(400)
                .bytes("first-key second-key " + ScriptedTransport.SECRET)
                .end();
        Outcome outcome = read(Face.PULLED, List.of(first), List.of(second));
        assertThat(outcome.error()).hasMessageContaining("*** *** ***").hasMessageNotContaining("key");
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void canBeCancelledInAnyAttempt(Face face) {
        ScriptedExchange second = new ScriptedExchange().run(() -> cancel.run());
        assertThat(read(face, List.of(refused(503)), List.of(second))).isInstanceOf(Cancelled.class);
        assertThat(second.ending()).isEqualTo("cancel");
        assertThat(diary.told).containsOnlyOnce("ended");
    }

    @Test
    void canBeCancelledInAPause() {
        Chat chat = chat(List.of(refused(429, 9_000)), List.of(refused(429, 9_000)), scheduler)
                .withExecutor(Runnable::run);
        CompletableFuture<Outcome> outcome = chat.outcome(Scene.REQUEST);
        assertThat(outcome).isNotDone();
        outcome.cancel(true);
        assertThat(diary.outcome).isInstanceOf(Cancelled.class);
        assertThat(traced).containsExactly("Cancelled");
    }

    @Test
    void waitsForItsTurnOnceAndKeepsItOverAllAttempts() {
        ConcurrencyLimiter limiter = ConcurrencyLimiter.of(1, 1, Duration.ofSeconds(5));
        ConcurrencyLimiter.Turn other = limiter.enter(() -> {});
        Chat chat = chat(List.of(refused(503)), List.of(answered()), scheduler)
                .withExecutor(Runnable::run)
                .withConcurrencyLimiter(limiter);
        CompletableFuture<Outcome> outcome = chat.outcome(Scene.REQUEST);
        assertThat(diary.told).containsExactly("queued behind 0");
        other.leave();
        assertThat(outcome.join()).isInstanceOf(Completed.class);
        assertThat(diary.told).containsOnlyOnce("admitted after 0 ms");
        assertThat(limiter.openStreams()).isZero();
        limiter.enter(() -> {});
        CompletableFuture<Outcome> late = chat.withTimeouts(Scene.TIMEOUTS.withTotal(Duration.ofSeconds(1)))
                .outcome(Scene.REQUEST);
        scheduler.pass(Duration.ofSeconds(1));
        assertThat(late.join()).isInstanceOf(TimedOut.class);
        assertThat(limiter.queuedStreams()).isZero();
    }

    @Test
    void remembersWhichEndpointFails() {
        read(Face.PULLED, List.of(refused(503)), List.of(answered()));
        read(Face.PULLED, List.of(), List.of(answered()));
        assertThat(diary.told).startsWith("asking b");
        scheduler.pass(Duration.ofSeconds(10));
        read(Face.PULLED, List.of(answered()), List.of());
        assertThat(diary.told).startsWith("asking a");
    }

    @Test
    void tellsThePolicyOfTheEndOfEveryAttempt() {
        List<String> told = new ArrayList<>();
        policy = new EndpointPolicy() {
            @Override
            public String choose(List<String> candidates, long nanos) {
                return candidates.get(0);
            }

            @Override
            public void attemptStarted(String endpoint) {
                told.add(endpoint);
            }

            @Override
            public void attemptEnded(
                    String endpoint,
                    io.astreaming.error.@org.jspecify.annotations.Nullable ChatException failure,
                    long nanos) {
                told.add(endpoint + " " + (failure == null ? "well" : failure.kind()));
            }
        };
        read(Face.PULLED, List.of(refused(401)), List.of(answered()));
        read(Face.PULLED, List.of(refused(400)), List.of());
        assertThat(told).containsExactly("a", "a rejected", "b", "b well", "a", "a well");
    }

    @Test
    void holdsBackSoManyChunksOnly() {
        Outcome outcome = read(
                Face.PULLED,
                List.of(new ScriptedExchange()
                        .head(200)
                        .bytes("ping\n".repeat(65))
                        .bytes("e:overloaded\n")),
                List.of());
        assertThat(outcome).isInstanceOf(Failed.class);
    }

    @Test
    void aTraceThatThrowsEndsTheStream() {
        Chat chat = chat(List.of(refused(503)), List.of(answered()), scheduler)
                .withExecutor(Runnable::run)
                .withTrace(request -> (payload, nanos) -> {
                    throw new IllegalStateException("the disk is full");
                });
        assertThatThrownBy(() -> chat.outcome(Scene.REQUEST).join()).hasMessageContaining("the disk is full");
        assertThat(diary.told).containsOnlyOnce("ended").endsWith("ended");
    }

    @Test
    void refusesListsOfEndpointsThatMakeNoSense() {
        Endpoint a = Endpoint.of("a", ScriptedTransport.over(), new ScriptedCodec());
        assertThatThrownBy(() -> Chat.over(List.of(a, a), policy)).hasMessage("there are two endpoints of the name a");
        assertThatThrownBy(() -> Chat.over(List.of(), policy)).hasMessage("at least one endpoint is needed");
        assertThatThrownBy(() -> Endpoint.of(" ", ScriptedTransport.over(), new ScriptedCodec()))
                .hasMessage("an endpoint needs a name");
        assertThatThrownBy(() -> EndpointPolicy.ordered(Duration.ofSeconds(-1))).hasMessageContaining("cool-down");
    }

    private Outcome read(Face face, List<ScriptedExchange> ofA, List<ScriptedExchange> ofB) {
        diary.told.clear();
        diary.pauses.clear();
        diary.chunks.clear();
        events.clear();
        traced.clear();
        face.read(chat(ofA, ofB, new HastyScheduler(scheduler, diary)), Scene.REQUEST, how -> cancel = how, events);
        assertThat(diary.told).containsOnlyOnce("ended").endsWith("ended");
        return diary.outcome;
    }

    private Chat chat(List<ScriptedExchange> ofA, List<ScriptedExchange> ofB, io.astreaming.port.Scheduler clock) {
        return Chat.over(List.of(endpoint("a", ofA), endpoint("b", ofB)), policy)
                .withScheduler(clock)
                .withTimeouts(Scene.TIMEOUTS)
                .withRetry(retry)
                .withTrace(request -> new TraceSink() {
                    @Override
                    public void requested(byte[] body) {
                        traced.add(new String(body, StandardCharsets.UTF_8));
                    }

                    @Override
                    public void received(Payload payload, long nanos) {
                        traced.add(payload.text());
                    }

                    @Override
                    public void ended(Outcome outcome) {
                        traced.add(outcome.getClass().getSimpleName());
                    }
                })
                .withListener(request -> diary);
    }

    private static Endpoint endpoint(String name, List<ScriptedExchange> exchanges) {
        return Endpoint.of(
                name, ScriptedTransport.over(exchanges.toArray(ScriptedExchange[]::new)), new ScriptedCodec());
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
}
