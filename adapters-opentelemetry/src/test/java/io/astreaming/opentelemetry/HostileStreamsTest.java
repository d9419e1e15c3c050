package io.astreaming.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.port.AttemptHeaders;
import io.astreaming.port.StreamListener;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.stream.Chat;
import io.astreaming.testing.Chats;
import io.astreaming.testing.Ending;
import io.astreaming.testing.ReadingFace;
import io.astreaming.testing.Streams;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is exported of providers and callers that mean harm, and of code of the program that fails. */
@Timeout(60)
class HostileStreamsTest {
    private static final String KEY = "sk-planted-key-0123456789";
    private static final String PROMPT = "planted prompt";
    private static final ChatRequest REQUEST = ChatRequest.model("m")
            .user(PROMPT)
            .set(Parameter.STOP, List.of("planted stop"))
            .header("X-Tenant", "planted header")
            .build();

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private Thread.@Nullable UncaughtExceptionHandler before;

    @BeforeEach
    void catchWhatNobodyElseCatches() {
        before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
    }

    @AfterEach
    void leaveTheThreadAsItWas() {
        Thread.currentThread().setUncaughtExceptionHandler(before);
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void namesASpanInAFewPrintableCharactersWhateverModelIsAskedFor() throws Exception {
        ChatRequest request = REQUEST.toBuilder()
                .model("m\r\nforged: line\u0000\u202e" + "x".repeat(100_000))
                .build();
        read(telemetry -> telemetry, request, Ending.COMPLETED.reply());
        SpanData span = onlySpan();
        assertThat(span.getName()).startsWith("chat m??forged: line??xxx").hasSize("chat ".length() + 64);
        assertThat(text("gen_ai.request.model")).isEqualTo(span.getName().substring("chat ".length()));
        assertThat(all()).doesNotContain("\n", "\r", "\u0000", "x".repeat(65));
    }

    @Test
    void keepsTheNamesOfRequestsThoughAProviderMakesUpNames() throws Exception {
        Reply[] replies = new Reply[60];
        for (int i = 0; i < replies.length; i++) {
            String payload = Streams.stop().replace("\"model\":\"m\"", "\"model\":\"made-up-" + i + "\"");
            replies[i] = Reply.of(Recording.ofPayloads(List.of(payload), true));
        }
        try (ReplayServer server = ReplayServer.answering(replies[0], replies).start();
                Chat chat = ChatTelemetry.of(sdk(Sampler.alwaysOn(), TextMapPropagator.noop()))
                        .observe(Chats.at(server, KEY))) {
            for (int i = 0; i < replies.length; i++) {
                ReadingFace.PULLED.read(chat, REQUEST);
            }
            ReadingFace.PULLED.read(
                    chat, REQUEST.toBuilder().model("a-later-one").build());
        }
        assertThat(metric("gen_ai.client.operation.duration").getHistogramData().getPoints())
                .extracting(point -> point.getAttributes().get(AttributeKey.stringKey("gen_ai.request.model")))
                .contains("a-later-one")
                .doesNotContain("_OTHER");
    }

    @Test
    void recordsNoTokensThatCantBeTrue() throws Exception {
        Reply absurd = Reply.of(Recording.ofPayloads(
                List.of(
                        Streams.stop(),
                        "{\"id\":\"1\",\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":9223372036854775807,"
                                + "\"completion_tokens\":-7,\"total_tokens\":1e400}}"),
                true));
        read(telemetry -> telemetry, REQUEST, absurd);
        assertThat(all()).doesNotContain("gen_ai.client.token.usage", "gen_ai.usage");
    }

    @Test
    void exportsTheSpanButNoMessagesIfTheRedactorThrows() throws Exception {
        IllegalStateException thrown = new IllegalStateException("no");
        Outcome outcome = read(
                telemetry -> telemetry.withContent(text -> {
                    throw thrown;
                }),
                REQUEST,
                Ending.COMPLETED.reply());
        assertThat(outcome).isInstanceOf(Completed.class);
        assertThat(text("astreaming.outcome")).isEqualTo("completed");
        assertThat(all()).doesNotContain("planted");
        assertThat(uncaught).containsExactly(thrown);
    }

    @Test
    void exportsNothingThatTheRedactorReturnedNullFor() throws Exception {
        read(
                telemetry -> telemetry.withContent(text -> text.equals(PROMPT) ? null : "***"),
                REQUEST,
                Ending.COMPLETED.reply());
        assertThat(text("astreaming.outcome")).isEqualTo("completed");
        assertThat(text("gen_ai.input.messages")).isNull();
        assertThat(all()).doesNotContain("planted");
        assertThat(uncaught)
                .hasSize(1)
                .first()
                .hasToString("java.lang.NullPointerException: the redactor returned null");
    }

    @Test
    void showsStopSequencesToTheRedactorToo() throws Exception {
        read(telemetry -> telemetry.withContent(text -> "***"), REQUEST, Ending.COMPLETED.reply());
        assertThat(onlySpan().getAttributes().get(AttributeKey.stringArrayKey("gen_ai.request.stop_sequences")))
                .containsExactly("***");
        assertThat(all()).doesNotContain("planted");
    }

    @Test
    void redactsNothingForASpanThatIsNotSampled() throws Exception {
        List<String> redacted = new ArrayList<>();
        UnaryOperator<String> redactor = text -> {
            redacted.add(text);
            return text;
        };
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = ChatTelemetry.of(sdk(Sampler.alwaysOff(), TextMapPropagator.noop()))
                        .withContent(redactor)
                        .observe(Chats.at(server, KEY))) {
            ReadingFace.PULLED.read(chat, REQUEST);
        }
        assertThat(redacted).isEmpty();
    }

    @Test
    void hasTheSpanCurrentThoughAPropagatorThrows() throws Exception {
        List<Span> current = new CopyOnWriteArrayList<>();
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = ChatTelemetry.of(sdk(Sampler.alwaysOn(), new Broken()))
                        .observe(Chats.at(server, KEY))
                        .withListener(request -> new StreamListener() {
                            @Override
                            public void attemptStarted(int attempt, AttemptHeaders headers) {
                                current.add(Span.current());
                            }
                        })) {
            assertThat(ReadingFace.PULLED.read(chat, REQUEST)).isInstanceOf(Completed.class);
        }
        assertThat(current)
                .extracting(Span::getSpanContext)
                .containsExactly(onlySpan().getSpanContext());
    }

    @Test
    void endsBothSpansOfAChatThatIsObservedTwice() throws Exception {
        ChatTelemetry telemetry = ChatTelemetry.of(sdk(Sampler.alwaysOn(), TextMapPropagator.noop()));
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = telemetry.observe(telemetry.observe(Chats.at(server, KEY)))) {
            ReadingFace.PULLED.read(chat, REQUEST);
        }
        assertThat(spans.getFinishedSpanItems()).hasSize(2).allMatch(SpanData::hasEnded);
    }

    private Outcome read(UnaryOperator<ChatTelemetry> settings, ChatRequest request, Reply reply) throws Exception {
        try (ReplayServer server = ReplayServer.answering(reply).start();
                Chat chat = settings.apply(ChatTelemetry.of(sdk(Sampler.alwaysOn(), TextMapPropagator.noop())))
                        .observe(Chats.at(server, KEY))) {
            Outcome outcome = ReadingFace.PULLED.read(chat, request);
            assertThat(all()).doesNotContain(KEY, "planted header");
            return outcome;
        }
    }

    private OpenTelemetrySdk sdk(Sampler sampler, TextMapPropagator propagator) {
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setSampler(sampler)
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(metrics).build())
                .setPropagators(ContextPropagators.create(propagator))
                .build();
    }

    private SpanData onlySpan() {
        assertThat(spans.getFinishedSpanItems()).hasSize(1);
        return spans.getFinishedSpanItems().get(0);
    }

    private String text(String attribute) {
        return onlySpan().getAttributes().get(AttributeKey.stringKey(attribute));
    }

    private MetricData metric(String name) {
        return metrics.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Everything that is exported, as text. */
    private String all() {
        return spans.getFinishedSpanItems() + " " + metrics.collectAllMetrics();
    }

    /** A propagator that sends nothing. */
    private static final class Broken implements TextMapPropagator {
        @Override
        public Collection<String> fields() {
            return List.of();
        }

        @Override
        public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
            throw new IllegalStateException("no");
        }

        @Override
        public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
            return context;
        }
    }
}
