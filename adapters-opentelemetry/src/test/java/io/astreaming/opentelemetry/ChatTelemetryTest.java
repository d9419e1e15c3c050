package io.astreaming.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.observation.GenAiConventions;
import io.astreaming.port.AttemptHeaders;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.testing.Chats;
import io.astreaming.testing.Ending;
import io.astreaming.testing.ReadingFace;
import io.astreaming.testing.Streams;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What OpenTelemetry's SDK exports of real streams from a real server. */
@Timeout(60)
class ChatTelemetryTest {
    @RegisterExtension
    static final OpenTelemetryExtension OTEL = OpenTelemetryExtension.create();

    private static final String KEY = "sk-planted-key-0123456789";
    private static final String PROMPT = "planted prompt";
    private static final ChatRequest REQUEST = ChatRequest.model("m")
            .user(PROMPT)
            .set(Parameter.TEMPERATURE, 0.5)
            .set(Parameter.MAX_COMPLETION_TOKENS, 100)
            .set(Parameter.SEED, 7L)
            .build();

    static Stream<Arguments> endingsOnEachFace() {
        return Stream.of(Ending.values())
                .flatMap(ending -> Stream.of(ReadingFace.values()).map(face -> Arguments.of(ending, face)));
    }

    @ParameterizedTest
    @MethodSource("endingsOnEachFace")
    void makesOneSpanOfAStreamUnderTheSpanOfItsCaller(Ending ending, ReadingFace face) throws Exception {
        Span caller =
                OTEL.getOpenTelemetry().getTracer("test").spanBuilder("caller").startSpan();
        Outcome outcome;
        String header;
        try (ReplayServer server = ReplayServer.answering(ending.reply()).start();
                Chat chat = Examples.observed(Chats.at(server, KEY, ending), OTEL.getOpenTelemetry());
                Scope ignored = caller.makeCurrent()) {
            outcome = face.read(chat, REQUEST);
            header = server.requests().get(0).header("traceparent");
        } finally {
            caller.end();
        }
        SpanData span = onlyStream();
        assertThat(span.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId());
        assertThat(span.getTraceId()).isEqualTo(caller.getSpanContext().getTraceId());
        assertThat(span.getName()).isEqualTo("chat m");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(header).contains(span.getTraceId() + "-" + span.getSpanId());
        assertThat(text(span, "astreaming.outcome")).isEqualTo(ending.outcome());
        assertThat(text(span, "error.type")).isEqualTo(ending.errorType());
        assertThat(span.getStatus().getStatusCode())
                .isEqualTo(ending == Ending.COMPLETED ? StatusCode.UNSET : StatusCode.ERROR);
        assertThat(outcome.error() == null).isEqualTo(ending == Ending.COMPLETED);
        assertThat(point(GenAiConventions.V1_41.duration().name())
                        .getAttributes()
                        .get(AttributeKey.stringKey("error.type")))
                .isEqualTo(ending.errorType());
        assertThat(all()).doesNotContain(KEY, PROMPT, Ending.PLANTED);
    }

    @ParameterizedTest
    @EnumSource(ReadingFace.class)
    void hasTheSpanCurrentOnlyWhileAnAttemptIsSubmitted(ReadingFace face) throws Exception {
        List<String> current = new CopyOnWriteArrayList<>();
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = chat(server, telemetry -> telemetry).withListener(request -> new StreamListener() {
                    @Override
                    public void attemptStarted(int attempt, AttemptHeaders headers) {
                        current.add(Span.current().getSpanContext().getSpanId());
                    }

                    @Override
                    public void responseStarted(int attempt, ResponseHead head) {
                        current.add(Span.current().getSpanContext().getSpanId());
                    }

                    @Override
                    public void ended(Outcome outcome, Timeline timeline) {
                        current.add(Span.current().getSpanContext().getSpanId());
                    }
                })) {
            face.read(chat, REQUEST);
        }
        String none = SpanId.getInvalid();
        assertThat(current).containsExactly(onlyStream().getSpanId(), none, none);
    }

    @Test
    void saysHowLongAStreamWaitedAndWhichEndpointsItAsked() throws Exception {
        Reply busy = Reply.status(503, "{\"error\":{\"message\":\"" + Ending.PLANTED + "\"}}");
        try (ReplayServer first = ReplayServer.answering(busy).start();
                ReplayServer second =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = ChatTelemetry.of(OTEL.getOpenTelemetry()).observe(Chats.over(first, second))) {
            assertThat(Chats.waitAndRead(chat, REQUEST)).isInstanceOf(Completed.class);
        }
        SpanData span = onlyStream();
        AttributeKey<Long> attempt = AttributeKey.longKey("astreaming.attempt");
        AttributeKey<String> endpoint = AttributeKey.stringKey("astreaming.endpoint");
        assertThat(span.getEvents())
                .extracting(
                        EventData::getName,
                        event -> event.getAttributes().get(attempt),
                        event -> event.getAttributes().get(endpoint))
                .containsExactly(
                        tuple("astreaming.admitted", null, null),
                        tuple("astreaming.endpoint_chosen", 1L, "endpoint-1"),
                        tuple("astreaming.retry", 1L, null),
                        tuple("astreaming.endpoint_chosen", 2L, "endpoint-2"));
        assertThat(span.getEvents().get(0).getAttributes().get(AttributeKey.doubleKey("astreaming.queue.wait")))
                .isPositive();
    }

    @Test
    void saysWhatWasAskedAndWhatWasAnswered() throws Exception {
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = chat(server, telemetry -> telemetry.withProvider("litellm"))) {
            ReadingFace.PULLED.read(chat, REQUEST);
            Attributes attributes = onlyStream().getAttributes();
            assertThat(attributes.asMap())
                    .containsEntry(AttributeKey.stringKey("gen_ai.operation.name"), "chat")
                    .containsEntry(AttributeKey.stringKey("gen_ai.provider.name"), "litellm")
                    .containsEntry(AttributeKey.stringKey("gen_ai.request.model"), "m")
                    .containsEntry(AttributeKey.stringKey("gen_ai.response.model"), "m")
                    .containsEntry(AttributeKey.stringKey("gen_ai.response.id"), "1")
                    .containsEntry(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"), List.of("stop"))
                    .containsEntry(AttributeKey.stringKey("server.address"), "127.0.0.1")
                    .containsEntry(AttributeKey.longKey("server.port"), (long) server.port())
                    .containsEntry(AttributeKey.doubleKey("gen_ai.request.temperature"), 0.5)
                    .containsEntry(AttributeKey.longKey("gen_ai.request.max_tokens"), 100L)
                    .containsEntry(AttributeKey.longKey("gen_ai.request.seed"), 7L)
                    .containsEntry(AttributeKey.booleanKey("gen_ai.request.stream"), true)
                    .containsEntry(AttributeKey.longKey("gen_ai.usage.input_tokens"), 11L)
                    .containsEntry(AttributeKey.longKey("gen_ai.usage.output_tokens"), 7L)
                    .containsEntry(AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens"), 5L)
                    .containsEntry(AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens"), 3L)
                    .containsEntry(AttributeKey.longKey("astreaming.attempts"), 1L)
                    .containsKey(AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk"));
        }
    }

    @Test
    void recordsTheMetricsOfTheOlderConventionsByDefault() throws Exception {
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = chat(server, telemetry -> telemetry)) {
            ReadingFace.PULLED.read(chat, REQUEST);
        }
        assertThat(point("gen_ai.client.operation.duration").getCount()).isEqualTo(1);
        assertThat(point("gen_ai.client.operation.duration").getBoundaries())
                .startsWith(0.01, 0.02)
                .endsWith(40.96, 81.92)
                .hasSize(14);
        assertThat(point("gen_ai.client.operation.time_to_first_chunk").getCount())
                .isEqualTo(1);
        assertThat(point("gen_ai.client.operation.time_per_output_chunk").getCount())
                .as("four chunks")
                .isEqualTo(3);
        assertThat(point(GenAiConventions.TIME_TO_FIRST_CONTENT.name()).getCount())
                .isEqualTo(1);
        assertThat(point(GenAiConventions.LONGEST_GAP.name()).getCount()).isEqualTo(1);
        assertThat(metric("gen_ai.client.token.usage").getHistogramData().getPoints())
                .extracting(
                        point -> point.getAttributes().get(AttributeKey.stringKey("gen_ai.token.type")),
                        HistogramPointData::getSum)
                .containsExactlyInAnyOrder(tuple("input", 11.0), tuple("output", 7.0));
        assertThat(count(GenAiConventions.STREAMS.name()).getValue()).isEqualTo(1);
        assertThat(count(GenAiConventions.STREAMS.name())
                        .getAttributes()
                        .get(AttributeKey.stringKey("astreaming.outcome")))
                .isEqualTo("completed");
    }

    @Test
    void recordsTheMetricsOfTheNewerConventionsWhereAskedTo() throws Exception {
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = chat(server, telemetry -> telemetry.withConventions(GenAiConventions.V0_1))) {
            ReadingFace.PULLED.read(chat, REQUEST);
        }
        assertThat(point("gen_ai.client.inference.duration").getCount()).isEqualTo(1);
        assertThat(point("gen_ai.client.inference.time_per_output_chunk").getCount())
                .isEqualTo(3);
        assertThat(point("gen_ai.client.inference.operation.input_tokens").getSum())
                .isEqualTo(11);
        assertThat(point("gen_ai.client.inference.operation.output_tokens").getSum())
                .isEqualTo(7);
        assertThat(count("gen_ai.client.inference.usage.input_tokens").getValue())
                .isEqualTo(11);
        assertThat(count("gen_ai.client.inference.usage.cache_read.input_tokens")
                        .getValue())
                .isEqualTo(5);
        assertThat(count("gen_ai.client.inference.usage.reasoning.output_tokens")
                        .getValue())
                .isEqualTo(3);
        assertThat(OTEL.getMetrics()).extracting(MetricData::getName).doesNotContain("gen_ai.client.token.usage");
    }

    @ParameterizedTest
    @EnumSource(ReadingFace.class)
    void recordsRetriesAsEventsOfTheOneSpan(ReadingFace face) throws Exception {
        Reply busy = Reply.status(429, "{\"error\":{\"message\":\"" + Ending.PLANTED + "\"}}")
                .header("Retry-After-Ms", "1");
        try (ReplayServer server = ReplayServer.answering(busy, busy, Ending.COMPLETED.reply())
                        .start();
                Chat chat = chat(server, telemetry -> telemetry).withRetry(RetryPolicy.DEFAULT)) {
            face.read(chat, REQUEST);
            assertThat(server.requests())
                    .extracting(request -> request.header("traceparent"))
                    .as("each attempt carries the stream's span")
                    .hasSize(3)
                    .allMatch(header -> header.startsWith("00-" + onlyStream().getTraceId() + "-"
                            + onlyStream().getSpanId() + "-"));
        }
        SpanData span = onlyStream();
        assertThat(span.getEvents())
                .extracting(event -> event.getAttributes().get(AttributeKey.longKey("astreaming.attempt")))
                .containsExactly(1L, 2L);
        assertThat(span.getEvents())
                .allSatisfy(event -> assertThat(event.getAttributes().get(AttributeKey.stringKey("error.type")))
                        .isEqualTo("429"));
        assertThat(span.getAttributes().get(AttributeKey.longKey("astreaming.attempts")))
                .isEqualTo(3);
        assertThat(count(GenAiConventions.RETRIES.name()).getValue()).isEqualTo(2);
        assertThat(all()).doesNotContain(Ending.PLANTED);
    }

    @ParameterizedTest
    @EnumSource(ReadingFace.class)
    void hasTheSpansOfAnHttpClientBelowThatOfTheStream(ReadingFace face) throws Exception {
        Reply busy = Reply.status(503, "{}").header("Retry-After-Ms", "1");
        Reply moved = Reply.status(307, "").header("Location", "/v1/chat/completions?moved");
        try (ReplayServer server = ReplayServer.answering(busy, moved, Ending.COMPLETED.reply())
                        .start();
                JdkChatTransport transport = Examples.withContext(
                        server.baseUri().toString(),
                        new TracingClient(OTEL.getOpenTelemetry().getTracer("http")))) {
            Chat chat = ChatTelemetry.of(OTEL.getOpenTelemetry()).observe(Chat.over(transport, new JsonbChatCodec()));
            assertThat(face.read(chat, REQUEST)).isInstanceOf(Completed.class);
        }
        assertThat(OTEL.getSpans())
                .filteredOn(span -> span.getName().equals("POST"))
                .as("a refusal, a redirect, an answer")
                .hasSize(3)
                .allSatisfy(span -> assertThat(span.getParentSpanId())
                        .isEqualTo(onlyStream().getSpanId()));
    }

    @Test
    void endsTheSpanOfAStreamThatTheCallerClosed() throws Exception {
        Reply stalled = Reply.of(Streams.whole("Hello", "!")).afterFrame(1).stall();
        try (ReplayServer server = ReplayServer.answering(stalled).start();
                Chat chat = chat(server, telemetry -> telemetry);
                ChatStream stream = chat.stream(REQUEST)) {
            stream.iterator().next();
        }
        SpanData span = onlyStream();
        assertThat(text(span, "astreaming.outcome")).isEqualTo("cancelled");
        assertThat(text(span, "error.type")).isNull();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getAttributes().get(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons")))
                .as("the choice had begun, and got no reason")
                .containsExactly("error");
    }

    @Test
    void recordsContentOnlyWhereAskedToAndThroughTheRedactor() throws Exception {
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat =
                        chat(server, telemetry -> telemetry.withContent(text -> text.replace(Ending.PLANTED, "***")))) {
            ReadingFace.PULLED.read(chat, REQUEST);
        }
        SpanData span = onlyStream();
        assertThat(text(span, "gen_ai.input.messages"))
                .isEqualTo("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"planted prompt\"}]}]");
        assertThat(text(span, "gen_ai.output.messages"))
                .isEqualTo("[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Hello, ***\"}],"
                        + "\"finish_reason\":\"stop\"}]");
        assertThat(all()).doesNotContain(KEY, Ending.PLANTED);
    }

    @Test
    void boundsTheNamesOfModelsThatAProviderMakesUp() throws Exception {
        Reply[] replies = new Reply[60];
        for (int i = 0; i < replies.length; i++) {
            String model = i == 0 ? "x".repeat(65) : "model-" + i;
            replies[i] = Reply.of(Recording.ofPayloads(
                    List.of(
                            Streams.text("a").replace("\"model\":\"m\"", "\"model\":\"" + model + "\""),
                            Streams.stop()),
                    true));
        }
        try (ReplayServer server = ReplayServer.answering(replies[0], Arrays.copyOfRange(replies, 1, replies.length))
                        .start();
                Chat chat = chat(server, telemetry -> telemetry)) {
            for (Reply ignored : replies) {
                ReadingFace.PULLED.read(chat, REQUEST);
            }
        }
        assertThat(metric("gen_ai.client.operation.duration").getHistogramData().getPoints())
                .as("fifty names and one for all others")
                .hasSize(51)
                .anySatisfy(point -> assertThat(point.getAttributes().get(Instruments.RESPONSE_MODEL))
                        .isEqualTo("_OTHER"));
    }

    @Test
    void countsDeviationsByTheirKind() throws Exception {
        Reply unfinished = Reply.of(Recording.ofPayloads(List.of(Streams.text("a"), Streams.stop()), false));
        Outcome outcome;
        try (ReplayServer server = ReplayServer.answering(unfinished).start();
                Chat chat = chat(server, telemetry -> telemetry)) {
            outcome = ReadingFace.PULLED.read(chat, REQUEST);
        }
        assertThat(outcome.completion().deviations()).isNotEmpty();
        Collection<LongPointData> points =
                metric(GenAiConventions.DEVIATIONS.name()).getLongSumData().getPoints();
        assertThat(points)
                .extracting(point -> point.getAttributes().get(Instruments.DEVIATION))
                .containsExactlyInAnyOrderElementsOf(outcome.completion().deviations().keySet().stream()
                        .map(deviation -> deviation.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static Chat chat(ReplayServer server, UnaryOperator<ChatTelemetry> settings) {
        return settings.apply(ChatTelemetry.of(OTEL.getOpenTelemetry())).observe(Chats.at(server, KEY));
    }

    private static SpanData onlyStream() {
        List<SpanData> spans = new ArrayList<>(OTEL.getSpans());
        spans.removeIf(span -> span.getKind() != SpanKind.CLIENT);
        assertThat(spans).hasSize(1);
        return spans.get(0);
    }

    private static String text(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    private static MetricData metric(String name) {
        List<MetricData> found = OTEL.getMetrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    private static HistogramPointData point(String name) {
        Collection<HistogramPointData> points = metric(name).getHistogramData().getPoints();
        assertThat(points).hasSize(1);
        return points.iterator().next();
    }

    private static LongPointData count(String name) {
        Collection<LongPointData> points = metric(name).getLongSumData().getPoints();
        assertThat(points).hasSize(1);
        return points.iterator().next();
    }

    /** Everything that is exported, as text. */
    private static String all() {
        return OTEL.getSpans() + " " + OTEL.getMetrics();
    }
}
