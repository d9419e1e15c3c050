package io.astreaming.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.observation.GenAiConventions;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.stream.Chat;
import io.astreaming.testing.Chats;
import io.astreaming.testing.Ending;
import io.astreaming.testing.ReadingFace;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Micrometer's registries receive of real streams from a real server. */
@Timeout(60)
class ChatMetricsTest {
    private static final String KEY = "sk-planted-key-0123456789";
    private static final String PROMPT = "planted prompt";
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user(PROMPT).build();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final List<Observation.Context> stopped = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    ChatMetricsTest() {
        observations.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }

            @Override
            public void onEvent(Observation.Event event, Observation.Context context) {
                events.add(event.getName() + ": " + event.getContextualName());
            }

            @Override
            public void onStop(Observation.Context context) {
                stopped.add(context);
            }
        });
    }

    static Stream<Arguments> endingsOnEachFace() {
        return Stream.of(Ending.values())
                .flatMap(ending -> Stream.of(ReadingFace.values()).map(face -> Arguments.of(ending, face)));
    }

    @ParameterizedTest
    @MethodSource("endingsOnEachFace")
    void makesOneObservationOfAStreamUnderThatOfItsCaller(Ending ending, ReadingFace face) throws Exception {
        Observation caller = Observation.start("caller", observations);
        try (ReplayServer server = ReplayServer.answering(ending.reply()).start();
                Chat chat =
                        ChatMetrics.of(registry).withObservations(observations).observe(Chats.at(server, KEY, ending));
                Observation.Scope ignored = caller.openScope()) {
            face.read(chat, REQUEST);
        }
        assertThat(stopped).hasSize(1);
        Observation.Context stream = stopped.get(0);
        assertThat(stream.getContextualName()).isEqualTo("chat m");
        assertThat(stream.getParentObservation()).isSameAs(caller);
        String expected = ending.errorType() == null ? "none" : ending.errorType();
        assertThat(stream.getLowCardinalityKeyValue("error.type").getValue()).isEqualTo(expected);
        assertThat(stream.getLowCardinalityKeyValue("astreaming.outcome").getValue())
                .isEqualTo(ending.outcome());
        assertThat(stream.getError() == null).isEqualTo(ending == Ending.COMPLETED);
        assertThat(registry.get("gen_ai.client.operation.duration")
                        .tag("error.type", expected)
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get(GenAiConventions.STREAMS.name())
                        .tag("astreaming.outcome", ending.outcome())
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(all(stream)).doesNotContain(KEY, PROMPT, Ending.PLANTED);
    }

    @Test
    void recordsTheMetricsOfTheOlderConventionsByDefault() throws Exception {
        read(metrics -> metrics);
        assertThat(registry.get("gen_ai.client.operation.time_to_first_chunk")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("gen_ai.client.operation.time_per_output_chunk")
                        .timer()
                        .count())
                .as("four chunks")
                .isEqualTo(3);
        assertThat(registry.get(GenAiConventions.TIME_TO_FIRST_CONTENT.name())
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get(GenAiConventions.LONGEST_GAP.name()).timer().count())
                .isEqualTo(1);
        assertThat(registry.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "input")
                        .summary()
                        .totalAmount())
                .isEqualTo(11);
        assertThat(registry.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "output")
                        .summary()
                        .totalAmount())
                .isEqualTo(7);
        assertThat(registry.get("gen_ai.client.operation.duration")
                        .timer()
                        .takeSnapshot()
                        .histogramCounts())
                .as("the buckets of the conventions")
                .hasSize(14);
    }

    @Test
    void recordsTheMetricsOfTheNewerConventionsWhereAskedTo() throws Exception {
        read(metrics -> metrics.withConventions(GenAiConventions.V0_1));
        assertThat(registry.get("gen_ai.client.inference.duration").timer().count())
                .isEqualTo(1);
        assertThat(registry.get("gen_ai.client.inference.operation.input_tokens")
                        .summary()
                        .totalAmount())
                .isEqualTo(11);
        assertThat(registry.get("gen_ai.client.inference.usage.output_tokens")
                        .counter()
                        .count())
                .isEqualTo(7);
        assertThat(registry.get("gen_ai.client.inference.usage.cache_read.input_tokens")
                        .counter()
                        .count())
                .isEqualTo(5);
        assertThat(registry.find("gen_ai.client.token.usage").meter()).isNull();
    }

    @Test
    void givesEachMeterTheSameTagsWhateverTheOutcome() throws Exception {
        for (Ending ending : Ending.values()) {
            try (ReplayServer server = ReplayServer.answering(ending.reply()).start();
                    Chat chat = Examples.measured(Chats.at(server, KEY, ending), registry)) {
                ReadingFace.PULLED.read(chat, REQUEST);
            }
        }
        assertThat(registry.getMeters().stream()
                        .collect(Collectors.groupingBy(
                                meter -> meter.getId().getName(),
                                Collectors.mapping(ChatMetricsTest::tagNames, Collectors.toSet()))))
                .allSatisfy((name, tags) -> assertThat(tags).as(name).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource(ReadingFace.class)
    void countsRetriesAndHasTheObservationCurrentWhileAnAttemptIsSubmitted(ReadingFace face) throws Exception {
        Reply busy = Reply.status(503, "{\"error\":{\"message\":\"" + Ending.PLANTED + "\"}}")
                .header("Retry-After-Ms", "1");
        List<Observation> current = new ArrayList<>();
        try (ReplayServer server =
                        ReplayServer.answering(busy, Ending.COMPLETED.reply()).start();
                Chat chat = chat(server, metrics -> metrics.withObservations(observations))
                        .withListener(request -> new CurrentObservation(observations, current))
                        .withRetry(RetryPolicy.DEFAULT)) {
            face.read(chat, REQUEST);
        }
        assertThat(registry.get(GenAiConventions.RETRIES.name()).counter().count())
                .isEqualTo(1);
        assertThat(events).containsExactly("astreaming.retry: retry after 503");
        assertThat(current)
                .extracting(observation -> observation.getContext().getName())
                .containsExactly("gen_ai.client.operation", "gen_ai.client.operation");
        assertThat(observations.getCurrentObservation()).isNull();
    }

    @Test
    void saysThatAStreamWaitedAndWhichEndpointsItAsked() throws Exception {
        Reply busy = Reply.status(503, "{\"error\":{\"message\":\"" + Ending.PLANTED + "\"}}");
        try (ReplayServer first = ReplayServer.answering(busy).start();
                ReplayServer second =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat =
                        ChatMetrics.of(registry).withObservations(observations).observe(Chats.over(first, second))) {
            assertThat(Chats.waitAndRead(chat, REQUEST)).isInstanceOf(Completed.class);
        }
        assertThat(events)
                .containsExactly(
                        "astreaming.admitted: admitted from the queue",
                        "astreaming.endpoint_chosen: asking endpoint-1",
                        "astreaming.retry: retry after 503",
                        "astreaming.endpoint_chosen: asking endpoint-2");
        assertThat(registry.get(GenAiConventions.RETRIES.name()).counter().count())
                .isEqualTo(1);
    }

    private void read(UnaryOperator<ChatMetrics> settings) throws Exception {
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = chat(server, settings)) {
            ReadingFace.PULLED.read(chat, REQUEST);
        }
    }

    private Chat chat(ReplayServer server, UnaryOperator<ChatMetrics> settings) {
        return settings.apply(ChatMetrics.of(registry)).observe(Chats.at(server, KEY));
    }

    private static List<String> tagNames(Meter meter) {
        return meter.getId().getTags().stream().map(tag -> tag.getKey()).toList();
    }

    /** Everything that the registries know, as text. */
    private String all(Observation.Context stream) {
        return registry.getMetersAsString() + stream + stream.getError();
    }
}
