package io.astreaming.opentelemetry;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.astreaming.completion.Outcome;
import io.astreaming.observation.AskedEndpoint;
import io.astreaming.observation.BoundedNames;
import io.astreaming.observation.GenAiConventions;
import io.astreaming.observation.StreamReport;
import io.astreaming.observation.TokenKind;
import io.astreaming.port.AttemptHeaders;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.request.ResponseFormat;
import io.astreaming.value.TokenUsage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Starts the spans of streams, and says in them how the streams ended. Thread-safe. */
final class SpanFactory {
    private static final AttributeKey<List<String>> FINISH_REASONS = stringArrayKey("gen_ai.response.finish_reasons");

    private static final AttributeKey<List<String>> STOP_SEQUENCES = stringArrayKey("gen_ai.request.stop_sequences");

    private final OpenTelemetry openTelemetry;
    private final Tracer tracer;
    private final AskedEndpoint endpoint;
    private final GenAiConventions conventions;
    private final @Nullable UnaryOperator<String> content;

    SpanFactory(
            OpenTelemetry openTelemetry,
            AskedEndpoint endpoint,
            GenAiConventions conventions,
            @Nullable UnaryOperator<String> content) {
        this.openTelemetry = openTelemetry;
        this.tracer = openTelemetry.getTracer(Instruments.SCOPE);
        this.endpoint = endpoint;
        this.conventions = conventions;
        this.content = content;
    }

    /** Starts the span of a stream as a child of the current one. The model's name must be printable. */
    Span start(ChatRequest request, String model, Attributes asked) {
        SpanBuilder span = tracer.spanBuilder("chat " + model)
                .setSpanKind(SpanKind.CLIENT)
                .setAllAttributes(asked)
                .setAttribute(GenAiConventions.REQUEST_MODEL, model);
        set(span, "gen_ai.request.stream", request.isStreamed());
        set(span, "gen_ai.request.frequency_penalty", request.get(Parameter.FREQUENCY_PENALTY));
        set(span, "gen_ai.request.presence_penalty", request.get(Parameter.PRESENCE_PENALTY));
        set(span, "gen_ai.request.temperature", request.get(Parameter.TEMPERATURE));
        set(span, "gen_ai.request.top_p", request.get(Parameter.TOP_P));
        set(span, "gen_ai.request.seed", request.get(Parameter.SEED));
        Integer limit = request.get(Parameter.MAX_COMPLETION_TOKENS);
        set(span, "gen_ai.request.max_tokens", limit == null ? request.get(Parameter.MAX_TOKENS) : limit);
        Integer choices = request.get(Parameter.N);
        set(span, "gen_ai.request.choice.count", choices == null || choices == 1 ? null : choices);
        set(span, "gen_ai.request.reasoning.level", request.get(Parameter.REASONING_EFFORT));
        ResponseFormat format = request.get(Parameter.RESPONSE_FORMAT);
        set(span, "gen_ai.output.type", format == null ? null : outputType(format));
        if (endpoint.provider().equals("openai") || endpoint.provider().equals("azure.ai.openai")) {
            set(span, "openai.api.type", "chat_completions");
            set(span, "openai.request.service_tier", request.get(Parameter.SERVICE_TIER));
        }
        return span.startSpan();
    }

    /** Adds the span's context to the headers of an attempt. */
    void propagate(Context context, AttemptHeaders headers) {
        openTelemetry.getPropagators().getTextMapPropagator().inject(context, headers, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.set(name, value);
            }
        });
    }

    /** Ends the span of a stream, even if the redactor throws. */
    void end(Span span, ChatRequest request, StreamReport report, Outcome outcome, int attempts) {
        try {
            describe(span, report, attempts);
            if (content != null && span.isRecording()) {
                quote(span, request, report, outcome, content);
            }
        } finally {
            span.end();
        }
    }

    private static void quote(
            Span span, ChatRequest request, StreamReport report, Outcome outcome, UnaryOperator<String> redactor) {
        List<String> stop = request.get(Parameter.STOP);
        if (stop != null) {
            span.setAttribute(STOP_SEQUENCES, stop.stream().map(redactor).toList());
        }
        span.setAttribute("gen_ai.input.messages", MessageContent.of(request.messages(), redactor));
        span.setAttribute("gen_ai.output.messages", MessageContent.of(outcome.completion(), report, redactor));
    }

    private void describe(Span span, StreamReport report, int attempts) {
        set(span, "gen_ai.response.id", report.responseId());
        set(span, GenAiConventions.RESPONSE_MODEL, report.responseModel());
        if (!report.finishReasons().isEmpty()) {
            span.setAttribute(FINISH_REASONS, report.finishReasons());
        }
        Long first = report.timeline().timeToFirstChunk();
        if (first != null) {
            span.setAttribute(doubleKey("gen_ai.response.time_to_first_chunk"), Instruments.seconds(first));
        }
        TokenUsage usage = report.usage();
        if (usage != null) {
            for (TokenKind kind : TokenKind.values()) {
                set(span, conventions.usageAttribute(kind), kind.count(usage));
            }
        }
        set(span, GenAiConventions.OUTCOME, report.outcome());
        span.setAttribute("astreaming.attempts", attempts);
        String error = report.errorType();
        if (error != null) {
            span.setAttribute(Instruments.ERROR_TYPE, error);
            span.setStatus(StatusCode.ERROR);
        }
    }

    private static String outputType(ResponseFormat format) {
        return format instanceof ResponseFormat.Plain plain && plain.type().equals("text") ? "text" : "json";
    }

    private static void set(SpanBuilder span, String name, @Nullable Object value) {
        if (value instanceof Integer number) {
            span.setAttribute(longKey(name), number.longValue());
        } else if (value instanceof Long number) {
            span.setAttribute(longKey(name), number);
        } else if (value instanceof Double number) {
            span.setAttribute(doubleKey(name), number);
        } else if (value instanceof Boolean flag) {
            span.setAttribute(name, flag);
        } else if (value instanceof String text) {
            span.setAttribute(stringKey(name), BoundedNames.printable(text));
        }
    }

    private static void set(Span span, String name, @Nullable String value) {
        if (value != null) {
            span.setAttribute(name, value);
        }
    }

    private static void set(Span span, String name, @Nullable Long value) {
        if (value != null) {
            span.setAttribute(name, value);
        }
    }
}
