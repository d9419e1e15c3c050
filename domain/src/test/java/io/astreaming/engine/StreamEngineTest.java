package io.astreaming.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.Chunk;
import io.astreaming.completion.Cancelled;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.Truncated;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.DeviationException;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.Position;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.TextReceived;
import io.astreaming.interpret.Chunks;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import io.astreaming.stream.Script;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a stream ends: one outcome for each way, always with what had arrived. */
class StreamEngineTest {
    private final List<String> traced = new ArrayList<>();
    private StreamEngine engine = engine(StreamOptions.DEFAULT);

    private StreamEngine engine(StreamOptions options) {
        StreamEngine made =
                new StreamEngine(Script::decode, options, (payload, nanos) -> traced.add(payload.text()), () -> 7L);
        made.begin(Script::framing);
        return made;
    }

    @Test
    void keepsHowAStreamEndedAndNoContentWhereItIsOnlyWatched() {
        engine = engine(StreamOptions.DEFAULT.withoutContent());
        engine.feed(Script.bytes("t:a\nt:b\nu\nf:stop\n[DONE]\n"));
        engine.end();
        List<ChatEvent> told = new ArrayList<>();
        for (ChatEvent event = engine.poll(); event != null; event = engine.poll()) {
            told.add(event);
        }
        assertThat(told).contains(new TextReceived(0, "a"), new TextReceived(0, "b"));
        ChatCompletion completion = engine.outcome().completion();
        assertThat(completion.text()).isEmpty();
        assertThat(completion.usage()).isEqualTo(Chunks.usage(3, 2));
        assertThat(completion.choices())
                .singleElement()
                .satisfies(choice -> assertThat(choice.finishReason()).isEqualTo(FinishReason.STOP));
    }

    @Test
    void givesPayloadsTheTimeWhenTheirBytesCame() {
        AtomicLong clock = new AtomicLong();
        List<String> times = new ArrayList<>();
        StreamEngine timed = new StreamEngine(
                Script::decode,
                StreamOptions.DEFAULT,
                (payload, nanos) -> times.add(payload.text() + " at " + nanos),
                clock::incrementAndGet);
        timed.begin(Script::framing);

        timed.feed(Script.bytes("t:a\nt:b\n"));
        timed.feed(Script.bytes("t:c\n"));

        assertThat(times).containsExactly("t:a at 1", "t:b at 1", "t:c at 2");
    }

    /** A payload that says the end stands for [DONE], which may come all the same; anything else after it is a deviation. */
    @ParameterizedTest
    @CsvSource({"'', ''", "[DONE], ''", "t:late, PAYLOAD_AFTER_DONE"})
    void endsWhereTheProtocolSaysSo(String after, String deviation) {
        ChunkDecoder decoder = new ChunkDecoder() {
            private boolean ended;

            @Override
            public Chunk decode(Payload payload) {
                ended = payload.text().equals("f:stop");
                return Script.decode(payload);
            }

            @Override
            public boolean hasEnded() {
                return ended;
            }
        };
        StreamEngine ending = new StreamEngine(decoder, StreamOptions.DEFAULT, (payload, nanos) -> {}, () -> 7L);
        ending.begin(Script::framing);

        assertThat(ending.feed(Script.bytes("t:a\nf:stop\n" + after + "\n"))).isEqualTo(Progress.DONE);
        ending.end();

        assertThat(ending.outcome()).isInstanceOf(Completed.class);
        assertThat(ending.outcome().completion().text()).isEqualTo("a");
        assertThat(ending.outcome().completion().deviations().keySet())
                .extracting(Deviation::name)
                .containsExactlyElementsOf(deviation.isEmpty() ? List.of() : List.of(deviation));
    }

    /** A gateway adds [DONE] to a cut answer as well, so it proves nothing where the protocol has its own end. */
    @ParameterizedTest
    @CsvSource({"t:a, Truncated, CONTENT", "t:a;f:stop, Completed, FINISHED"})
    void isNotEndedByDoneWhereTheProtocolHasItsOwnEnd(String script, String outcome, Progress progress) {
        ChunkDecoder decoder = new ChunkDecoder() {
            @Override
            public Chunk decode(Payload payload) {
                return Script.decode(payload);
            }

            @Override
            public boolean isEndedByDone() {
                return false;
            }
        };
        StreamEngine ending = new StreamEngine(decoder, StreamOptions.DEFAULT, (payload, nanos) -> {}, () -> 7L);
        ending.begin(Script::framing);

        assertThat(ending.feed(Script.bytes(script.replace(';', '\n') + "\n[DONE]\n")))
                .isEqualTo(progress);
        ending.end();

        assertThat(ending.outcome().getClass().getSimpleName()).isEqualTo(outcome);
    }

    /** A decoder that remembers earlier payloads must not get one twice. */
    @Test
    void decodesALastPayloadWithoutItsEndOnlyOnce() {
        List<String> calls = new ArrayList<>();
        ChunkDecoder decoder = new ChunkDecoder() {
            @Override
            public Chunk decode(Payload payload) {
                calls.add("decode " + payload.text());
                return Script.decode(payload);
            }

            @Override
            public boolean canDecode(Payload payload) {
                calls.add("try " + payload.text());
                return true;
            }
        };
        StreamEngine trying = new StreamEngine(decoder, StreamOptions.DEFAULT, (payload, nanos) -> {}, () -> 7L);
        trying.begin(Script::framing);

        trying.feed(Script.bytes("t:a\nf:stop"));
        trying.end();

        assertThat(calls).containsExactly("decode t:a", "try f:stop", "decode f:stop");
    }

    @Test
    void letsTheDecoderPauseAfterEachPieceOfTheBody() {
        List<String> calls = new ArrayList<>();
        ChunkDecoder decoder = new ChunkDecoder() {
            @Override
            public Chunk decode(Payload payload) {
                calls.add(payload.text());
                return Script.decode(payload);
            }

            @Override
            public void pause() {
                calls.add("pause");
            }
        };
        StreamEngine pausing = new StreamEngine(decoder, StreamOptions.DEFAULT, (payload, nanos) -> {}, () -> 7L);
        pausing.begin(Script::framing);

        pausing.feed(Script.bytes("t:a\nt:b\n"));
        pausing.feed(Script.bytes("f:stop\n{\n"));
        pausing.end();

        assertThat(calls).containsExactly("t:a", "t:b", "pause", "f:stop", "{", "pause");
    }

    @ParameterizedTest(name = "{0} is at {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ping;                  | NO_CONTENT",
                "role:assistant;        | NO_CONTENT",
                "t:a;                   | CONTENT",
                "call:a;                | CONTENT",
                "t:a;f:stop;            | FINISHED",
                "f:stop;                | FINISHED",
                "t:a;f:stop;u;          | FINISHED",
                "choice0:a;choice1:b;f:stop; | CONTENT",
                "t:a;f:stop;[DONE];     | DONE",
                "[DONE];                | DONE",
                "t:a;garbage;           | DONE",
                "t:a;e:overloaded;      | DONE",
            })
    void tellsHowFarTheStreamHasCome(String script, Progress progress) {
        assertThat(engine.feed(Script.bytes(script.replace(';', '\n')))).isEqualTo(progress);
        assertThat(engine.feed(Script.bytes(""))).isEqualTo(progress);
    }

    @Test
    void changesNoOptionsThatAreCopied() {
        StreamOptions plain = StreamOptions.DEFAULT;
        plain.failOn(Set.of(Deviation.DONE_MISSING))
                .withoutContent()
                .withReceived()
                .withUsageExpected(true)
                .withOnePieceExpected(true);
        assertThat(plain.refused()).isEmpty();
        assertThat(plain.isContentKept()).isTrue();
        assertThat(plain.isReceivedKept() || plain.isUsageExpected() || plain.isOnePieceExpected())
                .isFalse();
    }

    @Test
    void keepsWhatIsReceivedForThoseWhoAskForIt() {
        engine = engine(StreamOptions.DEFAULT.withReceived());
        engine.feed(Script.bytes("t:a\n"));
        assertThat(engine.poll()).isNull();
        assertThat(engine.pollReceived())
                .satisfies(received -> assertThat(received.events()).contains(new TextReceived(0, "a")));
        assertThat(engine.pollReceived()).isNull();
        engine.cancel();
        assertThat(engine.pollReceived())
                .satisfies(received -> assertThat(received.payload()).isNull());
    }

    @Test
    void takesMoreOfAWatchedStreamThanMayBeKept() {
        StreamLimits few = StreamLimits.DEFAULT
                .withEventBytes(400)
                .withNestingDepth(8)
                .withNumberLength(12)
                .withTotalText(10)
                .withChoices(2)
                .withToolCalls(2)
                .withDistinctExtras(2)
                .withErrorBodyBytes(100);
        StreamEngine watched = engine(StreamOptions.DEFAULT.withLimits(few).withoutContent());
        for (int i = 0; i < 20; i++) {
            watched.feed(Script.bytes("t:word\n"));
        }
        watched.feed(Script.bytes("f:stop\n[DONE]\n"));
        watched.end();
        assertThat(watched.outcome()).isInstanceOf(Completed.class);
    }

    @ParameterizedTest(name = "{0} ends as {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "t:a;f:stop;[DONE];          | Completed | a  |",
                "t:a;f:stop;                 | Completed | a  | DONE_MISSING",
                "t:a;f:stop;u;               | Completed | a  | DONE_MISSING",
                "t:a;[DONE];                 | Completed | a  | DONE_WITHOUT_FINISH",
                "t:a;f:stop;[DONE] ;         | Completed | a  |",
                "t:a;f:stop;[DONE];t:b;      | Completed | a  | PAYLOAD_AFTER_DONE",
                "t:a;f:stop;[DONE]           | Completed | a  | LAST_EVENT_UNTERMINATED",
                "t:a;f:stop                  | Completed | a  | DONE_MISSING LAST_EVENT_UNTERMINATED",
                ";t:a;; ;f:stop;[DONE];      | Completed | a  |",
                "t:a;t:b;                    | Truncated | ab |",
                "t:a;half                    | Truncated | a  |",
                "t:a;t:b                     | Truncated | ab | LAST_EVENT_UNTERMINATED",
                "t:a;garbage;t:b;            | Failed    | a  |",
                "t:a;e:overloaded;t:b;       | Failed    | a  |",
                "t:a;error=overloaded;t:b;   | Failed    | a  | ERROR_EVENT",
                "t:a;f:stop;e:late;[DONE];   | Failed    | a  |",
                "t:a;f:error;[DONE];         | Failed    | a  |",
                "t:a;f:network_error;        | Failed    | a  |",
                "''                          | Failed    | '' |",
                "[DONE];                     | Failed    | '' |",
                "ping;[DONE];                | Failed    | '' | UNRECOGNIZED_PAYLOAD",
                "u;[DONE];                   | Failed    | '' |",
                "u;                          | Truncated | '' |",
            })
    void endsAsTheBytesSay(String script, String outcome, String text, String deviations) {
        engine.feed(Script.bytes(script.replace(';', '\n')));
        engine.end();
        Outcome ended = outcome();
        assertThat(ended.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(ended.completion().text()).isEqualTo(text);
        assertThat(ended.completion().deviations()).isEqualTo(once(deviations));
        assertThat(ended.error() == null).isEqualTo(ended instanceof Completed);
    }

    private static Map<Deviation, Long> once(@Nullable String deviations) {
        Map<Deviation, Long> counts = new HashMap<>();
        for (String deviation : deviations == null ? new String[0] : deviations.split(" ")) {
            counts.put(Deviation.valueOf(deviation), 1L);
        }
        return counts;
    }

    @Test
    void tellsTheOutcomeOnceAndLast() {
        engine.feed(Script.bytes("t:a\nf:stop\n[DONE]\n"));
        engine.end();
        engine.cancel();
        engine.feed(Script.bytes("t:b\n"));
        List<ChatEvent> events = new ArrayList<>();
        for (ChatEvent event = engine.poll(); event != null; event = engine.poll()) {
            events.add(event);
        }
        assertThat(events).filteredOn(StreamEnded.class::isInstance).hasSize(1);
        assertThat(events).last().isEqualTo(new StreamEnded(outcome()));
        assertThat(events).contains(new TextReceived(0, "a")).doesNotContain(new TextReceived(0, "b"));
    }

    @Test
    void losesNothingWithAConnectionThatBreaksAfterTheFinish() {
        engine.feed(Script.bytes("t:a\nf:stop\n"));
        engine.connectionLost(broken());
        assertThat(outcome()).isInstanceOf(Completed.class);
        assertThat(outcome().completion().deviations()).isEqualTo(once("DONE_MISSING CONNECTION_LOST_AFTER_FINISH"));
    }

    @Test
    void keepsTheCauseOfATruncation() {
        engine.feed(Script.bytes("t:a\n"));
        engine.connectionLost(broken());
        assertThat(outcome()).isInstanceOf(Truncated.class);
        assertThat(outcome().error()).hasRootCauseInstanceOf(IOException.class);
        assertThat(outcome().completion().text()).isEqualTo("a");
    }

    @Test
    void failsWithTheConnectionIfNothingHadCome() {
        engine.connectionLost(broken());
        assertThat(outcome()).isInstanceOf(Failed.class);
        assertThat(outcome().error()).isInstanceOf(ConnectionException.class);
    }

    @Test
    void keepsWhatHadComeWhenCancelledOrTimedOut() {
        engine.feed(Script.bytes("t:a\n"));
        engine.cancel();
        assertThat(outcome()).isInstanceOf(Cancelled.class);
        assertThat(outcome().completion().text()).isEqualTo("a");

        StreamEngine other = engine(StreamOptions.DEFAULT);
        other.feed(Script.bytes("t:b\n"));
        other.timedOut(new StreamTimeoutException(StreamTimeoutException.Phase.IDLE, Duration.ofSeconds(1)));
        assertThat(other.outcome()).isInstanceOf(TimedOut.class);
        assertThat(other.outcome().completion().text()).isEqualTo("b");
    }

    @Test
    void saysWhereAMalformedPayloadStood() {
        engine.feed(Script.bytes("t:a\ngarbage\n"));
        assertThat(outcome().error())
                .isInstanceOf(MalformedStreamException.class)
                .hasMessageContaining("event #1")
                .hasMessageNotContaining("garbage");
    }

    @Test
    void failsWithWhatTheProviderSaid() {
        engine.feed(Script.bytes("e:overloaded\n"));
        assertThat(outcome().error())
                .isInstanceOf(ProviderFailedException.class)
                .hasMessageContaining("overloaded");
    }

    @Test
    void namesTheLimitThatWasExceededAndThePlace() {
        StreamLimits small = StreamLimits.DEFAULT
                .withEventBytes(1_000)
                .withNestingDepth(10)
                .withNumberLength(10)
                .withTotalText(3)
                .withChoices(10)
                .withToolCalls(10)
                .withDistinctExtras(10)
                .withErrorBodyBytes(1_000);
        StreamEngine limited = engine(StreamOptions.DEFAULT.withLimits(small));
        limited.feed(Script.bytes("t:ab\nt:cd\n"));
        assertThat(limited.outcome().error())
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("3 characters of text")
                .hasMessageContaining("event #1");
        assertThat(limited.outcome().completion().text()).isEqualTo("ab");
    }

    @Test
    void countsUsageThatWasAskedForAndNeverCame() {
        StreamEngine asked = engine(StreamOptions.DEFAULT.withUsageExpected(true));
        asked.feed(Script.bytes("t:a\nf:stop\n[DONE]\n"));
        asked.end();
        assertThat(asked.outcome().completion().deviations()).isEqualTo(Map.of(Deviation.USAGE_MISSING, 1L));
    }

    @ParameterizedTest(name = "{0} is refused as {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "t:a;f:stop;                 | DONE_MISSING",
                "t:a;[DONE];                 | DONE_WITHOUT_FINISH",
                "t:a;f:stop;t:b;[DONE];      | DELTA_AFTER_FINISH",
                "t:a;f:stop;[DONE];t:b;      | PAYLOAD_AFTER_DONE",
                "t:a;f:stop                  | LAST_EVENT_UNTERMINATED",
                "t:a;ping;f:stop;[DONE];     | UNRECOGNIZED_PAYLOAD",
            })
    void failsWhatItWasToldToRefuse(String script, Deviation deviation) {
        engine = engine(StreamOptions.DEFAULT.failOn(Set.of(deviation)));
        engine.feed(Script.bytes(script.replace(';', '\n')));
        engine.end();
        assertThat(outcome()).isInstanceOf(Failed.class);
        assertThat(outcome().error())
                .isInstanceOfSatisfying(
                        DeviationException.class, e -> assertThat(e.deviation()).isEqualTo(deviation));
        assertThat(outcome().completion().text()).startsWith("a");
    }

    @Test
    void tracesEveryPayloadBeforeAnybodyReadsIt() {
        engine.feed(Script.bytes("t:a\n\ngarbage\n"));
        assertThat(traced).containsExactly("t:a", "garbage");
    }

    private Outcome outcome() {
        Outcome outcome = engine.outcome();
        assertThat(outcome).isNotNull();
        return outcome;
    }

    private static ConnectionException broken() {
        return new ConnectionException(
                ConnectionException.Phase.BODY, "the connection broke", new IOException("reset"));
    }

    @Test
    void takesACallForWholeThatWentOnAfterAReasonThatCameAgain() {
        engine.feed(Script.bytes("tool:0;a;f;\nf:tool_calls\ntool:0;;;{}\nf:tool_calls\n"));
        engine.end();
        assertThat(outcome()).isInstanceOf(Completed.class);
    }

    @Test
    void masksSecretsInAnErrorThatTheProviderSends() {
        engine = engine(StreamOptions.DEFAULT.withRedaction(text -> text.replace("secret", "***")));
        engine.feed(Script.bytes("e:the key secret is unknown\n"));
        assertThat(outcome().error()).isInstanceOfSatisfying(ProviderFailedException.class, failed -> {
            assertThat(failed).hasMessageContaining("the key *** is unknown");
            assertThat(failed.detail().toString()).doesNotContain("secret");
            assertThat(failed.detail().wire().text()).doesNotContain("secret");
        });
    }

    @Test
    void masksSecretsInThePathOfAPayloadThatIsNoJson() {
        StreamEngine machine = new StreamEngine(
                payload -> {
                    throw new MalformedStreamException("no JSON", new Position(0, 3, "$.secret.x"), null);
                },
                StreamOptions.DEFAULT.withRedaction(text -> text.replace("secret", "***")),
                (payload, nanos) -> {},
                () -> 0);
        machine.begin(Script::framing);
        machine.feed(Script.bytes("t:a\n"));
        assertThat(machine.outcome()).isNotNull();
        assertThat(machine.outcome().error())
                .isInstanceOf(MalformedStreamException.class)
                .hasMessageContaining("byte 3, $.***.x")
                .hasMessageNotContaining("secret");
    }
}
