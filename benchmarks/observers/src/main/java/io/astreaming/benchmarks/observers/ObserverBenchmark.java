package io.astreaming.benchmarks.observers;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.jfr.FlightRecording;
import io.astreaming.micrometer.ChatMetrics;
import io.astreaming.opentelemetry.ChatTelemetry;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.request.ChatRequest;
import io.astreaming.value.UsageNotReported;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import jdk.jfr.Recording;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What observing costs: for each chunk, and for a stream's start and end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ObserverBenchmark {
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("hi").build();
    private static final Completed OUTCOME = new Completed(
            new ChatCompletion("1", "m", 1L, List.of(), UsageNotReported.INSTANCE, Map.of(), Map.of()));
    private static final Timeline TIMELINE = new Timeline(100, 1_000_000L, 1_000_000L, 9_000_000L, 500_000L, 80_000L);

    /** Who observes; the last two let a recording run. */
    @Param({"none", "opentelemetry-noop", "opentelemetry-sdk", "micrometer", "flight-recorder-off", "flight-recorder-on"})
    public String observer = "";

    private Function<ChatRequest, StreamListener> listeners;
    private StreamListener stream;
    private Recording recording;
    private long nanos;

    @Setup
    public void prepare() {
        String endpoint = "http://127.0.0.1:1/v1";
        if (observer.equals("flight-recorder-on")) {
            recording = new Recording();
            recording.enable("astreaming.Stall");
            recording.enable("astreaming.Stream");
            recording.start();
        }
        listeners = switch (observer) {
            case "none" -> request -> new StreamListener() {};
            case "opentelemetry-noop" -> ChatTelemetry.of(OpenTelemetry.noop()).listeners(endpoint);
            case "opentelemetry-sdk" -> ChatTelemetry.of(sdk()).listeners(endpoint);
            case "micrometer" -> ChatMetrics.of(new SimpleMeterRegistry()).listeners(endpoint);
            default -> FlightRecording.listeners(endpoint);
        };
        stream = listeners.apply(REQUEST);
    }

    @TearDown
    public void close() {
        if (recording != null) {
            recording.close();
        }
    }

    /** One chunk more. */
    @Benchmark
    public void chunk() {
        stream.chunkReceived(nanos += 20_000_000);
    }

    /** A stream without chunks. */
    @Benchmark
    public void stream() {
        listeners.apply(REQUEST).ended(OUTCOME, TIMELINE);
    }

    private static OpenTelemetry sdk() {
        return OpenTelemetrySdk.builder()
                .setMeterProvider(SdkMeterProvider.builder()
                        .registerMetricReader(new NeverRead())
                        .build())
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite()))
                        .build())
                .build();
    }

    /** Has the SDK aggregate metrics, which nobody collects. */
    private static final class NeverRead implements MetricReader {
        @Override
        public void register(CollectionRegistration registration) {}

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
            return AggregationTemporality.CUMULATIVE;
        }

        @Override
        public CompletableResultCode forceFlush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
