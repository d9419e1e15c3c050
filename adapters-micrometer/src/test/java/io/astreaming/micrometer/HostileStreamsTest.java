package io.astreaming.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.testing.Chats;
import io.astreaming.testing.Ending;
import io.astreaming.testing.ReadingFace;
import io.astreaming.testing.Streams;
import io.astreaming.value.UsageNotReported;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What registries keep of providers and callers that mean harm, and what handlers and registries that fail do. */
@Timeout(60)
class HostileStreamsTest {
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("hi").build();
    private static final Outcome COMPLETED =
            new Completed(new ChatCompletion("1", "m", 1L, List.of(), UsageNotReported.INSTANCE, Map.of(), Map.of()));
    private static final Timeline TIMELINE = new Timeline(3, 1L, 1L, 3, 1L, 1L);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final List<Throwable> uncaught = new ArrayList<>();
    private Thread.@Nullable UncaughtExceptionHandler before;

    @BeforeEach
    void catchWhatNobodyElseCatches() {
        before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
    }

    @AfterEach
    void leaveTheThreadAsItWas() {
        Thread.currentThread().setUncaughtExceptionHandler(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onScopeOpened", "onScopeClosed"})
    void restoresTheFormerObservationThoughAHandlerThrows(String hook) throws Exception {
        observations.observationConfig().observationHandler(new Throwing(hook));
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat =
                        ChatMetrics.of(registry).withObservations(observations).observe(Chats.at(server, "k"))) {
            assertThat(ReadingFace.PULLED.read(chat, REQUEST)).isInstanceOf(Completed.class);
            assertThat(observations.getCurrentObservationScope()).isNull();
        }
        assertThat(uncaught).hasSize(1).first().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsAFewMetersHoweverManyModelsAreMadeUp() {
        Function<ChatRequest, StreamListener> listeners =
                ChatMetrics.of(registry).listeners("http://localhost/v1");
        for (int i = 0; i < 5_000; i++) {
            ChatRequest request = REQUEST.toBuilder().model("made-up\n" + i).build();
            listeners.apply(request).ended(COMPLETED, TIMELINE);
        }
        assertThat(registry.getMeters()).hasSizeLessThan(5 * 52 * (2 + 14));
        assertThat(registry.getMeters())
                .allSatisfy(meter ->
                        assertThat(meter.getId().getTag("gen_ai.request.model")).matches("made-up\\?\\d+|_OTHER"));
    }

    @Test
    void losesNoAnswerToARegistryThatThrows() throws Exception {
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                throw new IllegalStateException("no");
            }
        });
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat =
                        ChatMetrics.of(registry).withObservations(observations).observe(Chats.at(server, "k"))) {
            assertThat(ReadingFace.PULLED.read(chat, REQUEST)).isInstanceOf(Completed.class);
        }
        assertThat(observations.getCurrentObservationScope()).isNull();
        assertThat(uncaught).hasSize(1);
    }

    @Test
    void losesNoAnswerToARegistryThatIsClosedMeanwhile() throws Exception {
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = ChatMetrics.of(registry).observe(Chats.at(server, "k"));
                ChatStream stream = chat.stream(REQUEST)) {
            stream.iterator().next();
            registry.close();
            assertThat(stream.outcome()).isInstanceOf(Completed.class);
        }
        assertThat(uncaught).isEmpty();
    }

    @Test
    void recordsNoTimeBelowZero() {
        StreamListener stream =
                ChatMetrics.of(registry).listeners("http://localhost/v1").apply(REQUEST);
        stream.chunkReceived(5_000);
        stream.chunkReceived(1_000);
        stream.ended(COMPLETED, new Timeline(2, -1L, -1L, -5, -4L, -4L));
        assertThat(Stream.of("gen_ai.client.operation.duration", "gen_ai.client.operation.time_per_output_chunk"))
                .allSatisfy(
                        name -> assertThat(registry.get(name).timer().count()).isZero());
        assertThat(uncaught).isEmpty();
    }

    @Test
    void recordsNoTokensThatCantBeTrue() throws Exception {
        Reply absurd = Reply.of(Recording.ofPayloads(
                List.of(
                        Streams.stop(),
                        "{\"id\":\"1\",\"model\":\"m\",\"choices\":[],"
                                + "\"usage\":{\"prompt_tokens\":9223372036854775807,\"completion_tokens\":-7}}"),
                true));
        try (ReplayServer server = ReplayServer.answering(absurd).start();
                Chat chat = Examples.measured(Chats.at(server, "k"), registry)) {
            ReadingFace.PULLED.read(chat, REQUEST);
        }
        assertThat(registry.find("gen_ai.client.token.usage").meters()).isEmpty();
    }

    @Test
    void survivesAMeterOfAnotherTypeUnderItsName() throws Exception {
        registry.counter("gen_ai.client.operation.duration");
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = ChatMetrics.of(registry).observe(Chats.at(server, "k"))) {
            assertThat(ReadingFace.PULLED.read(chat, REQUEST)).isInstanceOf(Completed.class);
        }
    }

    /** Throws from one of its hooks. */
    private record Throwing(String hook) implements ObservationHandler<Observation.Context> {
        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        @Override
        public void onScopeOpened(Observation.Context context) {
            called("onScopeOpened");
        }

        @Override
        public void onScopeClosed(Observation.Context context) {
            called("onScopeClosed");
        }

        private void called(String name) {
            if (name.equals(hook)) {
                throw new IllegalStateException("no");
            }
        }
    }
}
