package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.client.ManualScheduler;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.ToolCall;
import io.astreaming.error.DeviationException;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.RefusalReceived;
import io.astreaming.event.TextReceived;
import io.astreaming.interpret.Chunks;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Exchange;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.StreamListener;
import io.astreaming.port.TraceSink;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each setting of a chat is heeded by the streams that it opens, pulled or pushed, and by none that the chat before opens. */
@Timeout(20)
class ChatSettingsTest {
    private static final StreamLimits AMPLE = StreamLimits.DEFAULT
            .withEventBytes(100)
            .withNestingDepth(100)
            .withNumberLength(100)
            .withTotalText(100)
            .withChoices(100)
            .withToolCalls(100)
            .withDistinctExtras(100)
            .withErrorBodyBytes(100);

    @ParameterizedTest
    @EnumSource(Face.class)
    void refusesTheDeviationsThatItIsStrictAbout(Face face) {
        String script = "200 t:a f:stop u end";
        Scene strict = new Scene(script);
        Outcome refused = strict.read(face, strict.chat.failOn(Set.of(Deviation.DONE_MISSING)));
        assertThat(refused).isInstanceOf(Failed.class);
        assertThat(refused.error())
                .isInstanceOfSatisfying(
                        DeviationException.class, e -> assertThat(e.deviation()).isEqualTo(Deviation.DONE_MISSING));
        assertThat(refused.completion().text()).isEqualTo("a");

        Scene lenient = new Scene(script);
        lenient.chat.failOn(Set.of(Deviation.DONE_MISSING));
        Outcome healed = lenient.read(face);
        assertThat(healed).isInstanceOf(Completed.class);
        assertThat(healed.completion().deviations()).isEqualTo(Map.of(Deviation.DONE_MISSING, 1L));

        Scene other = new Scene(script);
        assertThat(other.read(face, other.chat.failOn(Set.of(Deviation.DONE_WITHOUT_FINISH))))
                .isInstanceOf(Completed.class);
    }

    @ParameterizedTest(name = "no more than 2 of {0}: {1}")
    @CsvSource({
        "EVENT_BYTES, 200 u tt",
        "NESTING_DEPTH, 200 [[ [[[",
        "TOTAL_TEXT, 200 t:ab t:c",
        "CHOICES, 200 choice0:a choice1:b choice0:c choice2:d",
        "TOOL_CALLS, 200 call:a call:b call:a call:c f:tool_calls [DONE]",
        "DISTINCT_EXTRAS, 200 member:a member:b member:a member:c t:d f:stop [DONE]",
        "DISTINCT_EXTRAS, 200 extra:a extra:b extra:a extra:c t:d f:stop [DONE]",
    })
    void heedsEachLimit(StreamLimit limit, String script) {
        StreamLimits two = switch (limit) {
            case EVENT_BYTES -> AMPLE.withEventBytes(1);
            case NESTING_DEPTH -> AMPLE.withNestingDepth(2);
            case TOTAL_TEXT -> AMPLE.withTotalText(2);
            case CHOICES -> AMPLE.withChoices(2);
            case TOOL_CALLS -> AMPLE.withToolCalls(2);
            case DISTINCT_EXTRAS -> AMPLE.withDistinctExtras(2);
            default -> throw new AssertionError(limit);
        };
        for (Face face : Face.values()) {
            Scene scene = new Scene(script);
            Outcome outcome = scene.read(face, scene.chat.withLimits(two));
            assertThat(outcome).as("%s", face).isInstanceOf(Failed.class);
            assertThat(outcome.error())
                    .isInstanceOfSatisfying(
                            LimitExceededException.class,
                            e -> assertThat(e.limit()).isEqualTo(limit));

            Scene ample = new Scene(script + " end");
            Outcome within = ample.read(face, ample.chat.withLimits(AMPLE));
            assertThat(within.error() instanceof LimitExceededException).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void tellsContentThatItDoesNotKeep(Face face) {
        String script = "200 t:a reasoning:b refusal:c audio:d annotations:e logprobs:f odd:g call:h extra:i u"
                + " f:tool_calls [DONE]";
        Scene watched = new Scene(script);
        ChatCompletion little =
                watched.read(face, watched.chat.withoutContent()).completion();
        Scene kept = new Scene(script);
        ChatCompletion all = kept.read(face, kept.chat).completion();

        assertThat(watched.events)
                .contains(new TextReceived(0, "a"), new ReasoningReceived(0, "b"), new RefusalReceived(0, "c"));
        assertThat(watched.events).hasSameSizeAs(kept.events);
        CompletedChoice choice = little.choices().get(0);
        assertThat(choice.content()).isNull();
        assertThat(choice.reasoning()).isNull();
        assertThat(choice.refusal()).isNull();
        assertThat(choice.audio()).isNull();
        assertThat(choice.annotations()).isEmpty();
        assertThat(choice.logprobs()).isEmpty();
        assertThat(choice.unrecognized()).isEmpty();

        CompletedChoice whole = all.choices().get(0);
        assertThat(whole.content()).isEqualTo("a");
        assertThat(whole.reasoning()).isEqualTo("b");
        assertThat(whole.refusal()).isEqualTo("c");
        assertThat(whole.audio()).isNotNull();
        assertThat(whole.annotations()).hasSize(1);
        assertThat(whole.logprobs()).hasSize(1);
        assertThat(whole.unrecognized()).containsOnlyKeys("odd");

        for (ChatCompletion either : List.of(little, all)) {
            assertThat(either.choices().get(0).toolCalls()).containsExactly(new ToolCall("id-h", "h", "{}", true));
            assertThat(either.choices().get(0).finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
            assertThat(either.usage()).isEqualTo(Chunks.usage(3, 2));
            assertThat(either.extras()).containsOnlyKeys("i");
            assertThat(either.id()).isEqualTo("id-1");
        }
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void keepsTheTextOfAResultWhateverIsKeptElsewhere(Face face) {
        Scene scene = new Scene("200 t:{} f:stop [DONE]");
        Chat watching = scene.chat.withoutContent();
        if (face == Face.PULLED) {
            try (ResultStream<String> result = watching.stream(Scene.REQUEST, new EchoReader())) {
                assertThat(result.result()).isEqualTo("{}");
            }
        } else {
            assertThat(scene.read(face, watching).completion().text()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void sendsAgainAsOftenAsItsPolicySays(Face face) {
        Scene never = new Scene("503 end / 200");
        assertThat(never.read(face, never.chat.withRetry(RetryPolicy.NONE))).isInstanceOf(Failed.class);
        assertThat(never.diary.told).containsExactly("sending 1", "rejected 1 for good", "ended");

        Scene twice = new Scene("503 end / 503 end / 200");
        assertThat(twice.read(face, twice.chat.withRetry(RetryPolicy.DEFAULT.withMaxAttempts(2))))
                .isInstanceOf(Failed.class);
        assertThat(twice.diary.told)
                .containsExactly("sending 1", "rejected 1", "sending 2", "rejected 2 for good", "ended");

        Scene unless = new Scene("503 end / 503 end / 200 t:a f:stop [DONE]");
        assertThat(unless.read(face)).isInstanceOf(Completed.class);
        assertThat(unless.diary.told)
                .containsExactly(
                        "sending 1", "rejected 1", "sending 2", "rejected 2", "sending 3", "answered 3", "ended");
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void takesAnAnswerInOnePieceForADeviationUnlessTheRequestAsksForOne(Face face) {
        Scene streamed = new Scene("200 json t:a f:stop u end");
        assertThat(streamed.read(face).completion().deviations()).isEqualTo(Map.of(Deviation.JSON_BODY, 1L));

        Scene whole = new Scene("200 json t:a f:stop u end");
        Chat inOnePiece = whole.chat.withRequestCustomizer(
                request -> request.toBuilder().set(Parameter.STREAM, false).build());
        assertThat(whole.read(face, inOnePiece).completion().deviations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void masksWhatWasSentWithAnAttemptAlone(Face face) {
        Scene scene = new Scene(
                new ScriptedExchange()
                        .masking("key-1")
                        .head(503)
                        .bytes("key-1?")
                        .end(),
                new ScriptedExchange()
                        .masking("key-2")
                        .head(401)
                        .bytes("key-1 was key-2 before")
                        .end());
        Outcome outcome = scene.read(face);
        assertThat(outcome.error()).hasMessageContaining("*** was *** before");
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void asksForAListenerWithTheRequestThatIsSent(Face face) {
        Scene scene = new Scene("200 t:a f:stop [DONE]");
        List<String> asked = new ArrayList<>();
        List<byte[]> traced = new ArrayList<>();
        scene.read(
                face,
                scene.chat
                        .withRequestCustomizer(
                                request -> request.toBuilder().model("changed").build())
                        .withListener(request -> {
                            asked.add(request.model());
                            return new StreamListener() {};
                        })
                        .withTrace(request -> new TraceSink() {
                            @Override
                            public void requested(byte[] body) {
                                traced.add(body);
                            }

                            @Override
                            public void received(Payload payload, long nanos) {}
                        }));
        assertThat(asked).containsExactly("changed");
        assertThat(traced).singleElement().isEqualTo("changed".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void tracesPayloadsWithTheTimeSinceTheRequestAndTheEnd(Face face) {
        Scene scene = new Scene("+1s 200 +1s t:a +2s t:b +1s f:stop [DONE]");
        List<String> traced = new ArrayList<>();
        Outcome outcome = scene.read(face, scene.chat.withTrace(request -> new TraceSink() {
            @Override
            public void received(Payload payload, long nanos) {
                traced.add(payload.text() + " at " + Duration.ofNanos(nanos).toSeconds());
            }

            @Override
            public void ended(Outcome how) {
                traced.add(Scene.kind(how));
            }
        }));
        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(traced).containsExactly("t:a at 2", "t:b at 4", "f:stop at 5", "[DONE] at 5", "Completed");
        assertThat(scene.diary.timeline.timeToFirstContent())
                .isEqualTo(Duration.ofSeconds(2).toNanos());
        assertThat(scene.diary.timeline.duration())
                .isEqualTo(Duration.ofSeconds(5).toNanos());
    }

    @Test
    void tellsTheTransportItsLimitsAndThatItIsClosed() {
        List<Object> told = new ArrayList<>();
        ScriptedExchange exchange = new ScriptedExchange().head(200).bytes("t:a\nf:stop\n[DONE]\n");
        ScriptedTransport scripted = ScriptedTransport.over(exchange);
        ChatTransport transport = new ChatTransport() {
            @Override
            public Exchange open(EncodedRequest request, Runnable arrived) {
                told.add(new String(request.body(), StandardCharsets.UTF_8));
                return scripted.open(request, arrived);
            }

            @Override
            public PayloadDecoder decoder(ResponseHead head, StreamLimits limits, PayloadSink sink) {
                told.add(limits);
                return scripted.decoder(head, limits, sink);
            }

            @Override
            public void close() {
                told.add("closed");
            }
        };
        try (Chat chat = Chat.over(transport, new ScriptedCodec())
                .withLimits(AMPLE)
                .withScheduler(new ManualScheduler())
                .withExecutor(Runnable::run)) {
            ChatRequest request = ChatRequest.model("model").user("hi").build();
            assertThat(chat.outcome(request).orTimeout(10, TimeUnit.SECONDS).join())
                    .isInstanceOf(Completed.class);
        }
        assertThat(told).containsExactly("model", AMPLE, "closed");
    }

    @Test
    void leavesAChatAsItWasWhenACopyIsChanged() {
        Scene scene = new Scene("503 end");
        Chat plain = scene.chat.withRetry(RetryPolicy.NONE).withExecutor(Runnable::run);
        plain.withLimits(StreamLimits.DEFAULT
                        .withEventBytes(1)
                        .withNestingDepth(1)
                        .withNumberLength(1)
                        .withTotalText(1)
                        .withChoices(1)
                        .withToolCalls(1)
                        .withDistinctExtras(1)
                        .withErrorBodyBytes(1))
                .withRetry(RetryPolicy.DEFAULT)
                .withListener(request -> new StreamListener() {})
                .withExecutor(task -> {
                    throw new AssertionError("not here");
                })
                .withScheduler(new ManualScheduler())
                .withTrace(request -> (payload, nanos) -> {
                    throw new AssertionError("not here");
                })
                .withRequestCustomizer(request -> {
                    throw new AssertionError("not here");
                });
        assertThat(plain.outcome(Scene.REQUEST).orTimeout(10, TimeUnit.SECONDS).join())
                .isInstanceOf(Failed.class);
        assertThat(scene.diary.told).containsExactly("sending 1", "rejected 1 for good", "ended");
    }
}
